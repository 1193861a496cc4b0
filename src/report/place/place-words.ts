import type { Blind, PlacementReport, PlacementSight } from '../../model/placement.js';
import { serviceEndpointText, INIT, type Placement } from '../../model/policy.js';
import { BYPASSES } from '../findings/bypass-words.js';
import { hooksText, placementText } from '../findings/evidence-text.js';
import { counted } from '../line.js';
import type { PlaceReport } from './place-report.js';
import type { LogNames } from '../names.js';
import { linesText } from '../findings/trail.js';

const NFQUEUE =
  "A rule in containers' namespaces needs to be put into each of them, and NFQUEUE would need a consumer in each, as queues belong to a namespace.";

/** What placements come to, in sentences. */
export function conclusionOf({ service, placement, names, ledger }: PlaceReport): string[] {
  const { inInit, beyondInit, blind, packets, onlyInit } = placement;
  const own = serviceEndpointText(service.address);
  if (packets.through === 0) return [nothingText(own, placement)];
  const sentences =
    inInit.length > 0
      ? [`${setText(inInit[0]!)} sees everything with the address ${own}${knownText(inInit[0]!, placement)}.`]
      : [
          'Nothing in init sees everything.',
          ...blindTexts(blind, own, names),
          ...bridgedText(placement, names),
          ...bestText(placement),
          ...(beyondInit.length > 0 ? [`${setText(beyondInit[0]!)} sees everything.`] : []),
        ];
  const best = inInit[0] ?? beyondInit[0] ?? [];
  return [
    ...sentences,
    ...(best.some(({ namespace }) => namespace !== INIT) ? [NFQUEUE] : []),
    ...(onlyInit
      ? [
          'Only init is in the log: what is bridged past the host, and whether packets arrive, it cannot show.',
        ]
      : []),
    ...(packets.doubtful > 0
      ? [`${counted(packets.doubtful, 'packet')} more could not be judged: ambiguous or incomplete.`]
      : []),
    ...(ledger.late > 0
      ? [
          `${counted(ledger.late, 'entry was', 'entries were')} traced at another priority than NF_IP_PRI_FIRST: what is seen and with which address is true of that priority alone.`,
        ]
      : []),
    ...(ledger.incomplete.unnamed > 0
      ? [
          `${counted(ledger.incomplete.unnamed, 'record')} lost the line that names the packet: what seems to come past a hook may have crossed it.`,
        ]
      : []),
  ];
}

export function setText(set: readonly Placement[]): string {
  return set.map(placementText).join(' + ');
}

/** Which devices the members of a set know. */
export function knownText(set: readonly Placement[], { sights }: PlacementReport): string {
  const names = set.map(placementText);
  const members = sights.filter(({ at }) => names.includes(placementText(at)));
  const missing = (['in', 'out'] as const).filter((side) =>
    members.some(({ devices }) => devices[side] !== 'always'),
  );
  const [side] = missing;
  if (side === undefined) return ', and knows both devices';
  if (missing.length === 2) return ', and knows one device of each packet';
  const never = members.every(({ devices }) => devices[side] === 'never');
  return `, and does not ${never ? '' : 'always '}know the ${side}-device`;
}

function nothingText(own: string, { packets: { stopped, doubtful } }: PlacementReport): string {
  const rest = [
    stopped > 0 ? `${counted(stopped, 'packet')} stopped or still on the way` : '',
    doubtful > 0 ? `${counted(doubtful, 'packet')} ambiguous or incomplete` : '',
  ].filter((text) => text !== '');
  return `No packet of ${own} got through${rest.length > 0 ? `: ${rest.join(', ')}` : ', nor was one seen'}.`;
}

/** Packets that nothing in init sees; those that come past it alike are put together. */
function blindTexts(blind: readonly Blind[], own: string, names: LogNames): string[] {
  return [...new Set(blind.map(({ cause }) => cause))].map((cause) => {
    const alike = blind.filter((one) => one.cause === cause);
    const who = alike.map((one) => whoText(one, names)).join('; ');
    return `${who}: ${howText(alike[0]!, own, names)}`;
  });
}

function whoText({ evidence: { packets, direction, from, ways } }: Blind, names: LogNames): string {
  return `${counted(packets, `${direction} packet`)} (${from ?? 'unknown'} client, ${linesText(ways[0]!.example, names)})`;
}

function howText({ evidence, cause }: Blind, own: string, names: LogNames): string {
  if (cause === null) return `they never carry ${own} at a hook of init (${hooksText(evidence, names)}).`;
  const { reason, fix } = BYPASSES[cause](evidence, { name: own }, names);
  return cause === 'no-hook-between' ? `${reason} ${fix}` : reason;
}

/** What sees most of those in init. */
function bestText({ sights, packets }: PlacementReport): string[] {
  const seen = ({ counts }: PlacementSight): number => counts.reduce((sum, count) => sum + count.seen, 0);
  const known = ({ devices }: PlacementSight): number =>
    Object.values(devices).filter((device) => device === 'always').length;
  const [best] = sights
    .filter((sight) => sight.at.namespace === INIT && seen(sight) > 0)
    .sort((a, b) => seen(b) - seen(a) || known(b) - known(a));
  if (best === undefined) return [];
  const devices = known(best) === 2 ? ', and knows both devices' : '';
  return [
    `${placementText(best.at)} sees most of those in init, ${seen(best)} of ${counted(packets.through, 'packet')}${devices}.`,
  ];
}

function bridgedText({ bridged }: PlacementReport, names: LogNames): string[] {
  if (bridged === null) return [];
  const { evidence, at } = bridged;
  return [
    `Where bridged packets do cross init (${linesText(evidence.ways[0]!.example, names)}), ${at.map(placementText).join(', ')} ${at.length === 1 ? 'sees' : 'see'} them.`,
  ];
}
