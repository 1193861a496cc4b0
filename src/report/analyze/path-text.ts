import { destinationOf, sourceOf, type Entry } from '../../model/entry.js';
import type { Endpoint } from '../../model/flow.js';
import { FORWARD, hookName, LOCAL_IN, PRE_ROUTING } from '../../model/hook.js';
import { startsMidPath, type Direction, type Fate, type Packet } from '../../model/packet.js';
import { isSecondPass, sameDestination, sameSource } from '../../model/passage.js';
import { NONE, type SymbolTexts } from '../../model/symbol.js';
import { counted, duration, type Line, type Span, grouped } from '../line.js';
import { deviceText, endpointText, type LogNames } from '../names.js';
import type { PathTally } from './path-digest.js';

const FATES: Readonly<Record<Fate, Span>> = {
  delivered: { text: 'delivered', as: 'good' },
  sent: { text: 'sent', as: 'good' },
  stopped: { text: 'stopped', as: 'bad' },
  open: { text: "still open at the log's end", as: 'warn' },
};

const HOOK_WIDTH = 'POST_ROUTING'.length;

/** How a block shows its packets: `count` of them, of several flows or of one. */
export interface Shown {
  readonly count: number;
  readonly severalFlows: boolean;
}

/** A path as a block of lines: its heading, then a line for each entry, with NAT between them. */
export function pathText(tally: PathTally, shown: Shown, names: LogNames): Line[] {
  return [heading(tally, shown, names.texts), ...beginning(tally.example), ...trackText(tally, names)];
}

function heading(tally: PathTally, { count, severalFlows }: Shown, texts: SymbolTexts): Line {
  const { direction, fate, entries } = tally.example;
  const first = entries[0]!;
  const client = (end: Endpoint): string => (severalFlows ? anyPort : endpointText)(texts, end);
  const server = (end: Endpoint): string => endpointText(texts, end);
  const [source, destination] = direction === 'original' ? [client, server] : [server, client];
  const time = tally.times[0]!.median;
  const doubt = tally.ambiguous > 0 ? `, ${counted(tally.ambiguous, 'packet')} ambiguous` : '';
  return [
    '  ',
    { text: direction, as: 'bold' },
    ` ×${grouped(count)}  ${source(sourceOf(first))} → ${destination(destinationOf(first))}  `,
    FATES[fate],
    fate === 'sent' ? ` out by ${deviceText(texts, entries.at(-1)!.out)}` : '',
    entries.length > 1 && !Number.isNaN(time) ? `, ${about(tally)}${duration(time)}` : '',
    { text: doubt, as: 'warn' },
  ];
}

function anyPort(texts: SymbolTexts, end: Endpoint): string {
  return endpointText(texts, end).replace(/\d+$/, '*');
}

/** What stands for several packets is a median. */
function about(tally: PathTally): string {
  return tally.packets > 1 ? '~' : '';
}

function beginning(packet: Packet): Line[] {
  return startsMidPath(packet)
    ? [['    ', { text: '… begins in mid-path: what came before is not in the log', as: 'warn' }]]
    : [];
}

/** The entries, a lane label in front of the first of each namespace. */
function trackText(tally: PathTally, names: LogNames): Line[] {
  const { entries, boot, direction, fate } = tally.example;
  const lanes = entries.map((entry) => names.namespaces.nameOf(entry.netns, boot));
  const devices = entries.map((entry, i) => devicesText(entry, entries[i - 1], names.texts));
  const laneWidth = Math.max(...lanes.map((lane) => lane.length));
  const deviceWidth = Math.max(...devices.map((text) => text.length));
  const track = (sign: string): string => `    ${' '.repeat(laneWidth)}  ${sign} `;
  const lines = entries.flatMap((entry, i) => {
    const newLane = i === 0 || entry.netns !== entries[i - 1]!.netns;
    const line: Line = [
      '    ',
      { text: (newLane ? lanes[i]! : '').padEnd(laneWidth), as: 'bold' },
      entry.ambiguous ? { text: '  ? ', as: 'warn' } : '  ● ',
      hookName(entry.hook).padEnd(HOOK_WIDTH),
      `  ${devices[i]!.padEnd(deviceWidth)}`,
      { text: i === 0 ? '' : gapText(tally, i), as: 'dim' },
      { text: isSecondPass(entry, entries[i - 1]) ? '  (bridge, then IP)' : '', as: 'dim' },
    ];
    const nats = translations(entry, entries[i + 1], direction, names.texts);
    return [line, ...nats.map((nat): Line => [track('│'), nat])];
  });
  if (fate !== 'stopped') return lines;
  const last = hookName(entries.at(-1)!.hook);
  return [
    ...lines,
    [track('╳'), { text: `nothing after ${last}: dropped, queued or stolen there`, as: 'bad' }],
  ];
}

/** The time since the entry before. */
function gapText(tally: PathTally, i: number): string {
  const gap = tally.times[i]!.median;
  return Number.isNaN(gap) ? '' : `  ${about(tally) || '+'}${duration(gap)}`;
}

/**
 * The devices known at a hook; for a bridged packet also the port that it leaves by. `?` is a device that the
 * packet has and the hook does not know: POST_ROUTING knows the in-device of a routed packet since 5.7.
 */
function devicesText(entry: Entry, before: Entry | undefined, texts: SymbolTexts): string {
  const inDev = deviceText(texts, entry.in);
  const outDev = deviceText(texts, entry.out);
  if (entry.hook === PRE_ROUTING || entry.hook === LOCAL_IN) return `${inDev} →`;
  if (isBridgePort(entry)) {
    return `${entry.in === NONE ? '' : `${inDev} `}→ ${outDev} (port ${deviceText(texts, entry.dev)})`;
  }
  const routed = entry.in !== NONE || before?.hook === FORWARD;
  return routed ? `${inDev} → ${outDev}` : `→ ${outDev}`;
}

function isBridgePort({ hook, dev, in: inDev, out }: Entry): boolean {
  return dev !== NONE && dev !== out && (hook === FORWARD ? inDev === out : inDev === NONE);
}

/** What conntrack calls each translation, by the end of the tuple that it changes and the direction. */
const NAT_WORDS: Readonly<Record<Direction, { destination: string; source: string }>> = {
  original: { destination: 'DNAT', source: 'SNAT' },
  reply: { destination: 'un-SNAT', source: 'un-DNAT' },
};

function translations(
  entry: Entry,
  next: Entry | undefined,
  direction: Direction,
  texts: SymbolTexts,
): Span[] {
  if (next === undefined) return [];
  const words = NAT_WORDS[direction];
  const spans: Span[] = [];
  const add = (word: string, before: Endpoint, after: Endpoint, isClient: boolean): void => {
    // A client's port says nothing where it stays, and the block may stand for many clients.
    const portStays = isClient && before.port === after.port;
    const [from, to] = [before, after].map((end) =>
      portStays ? texts.text(end.address) : endpointText(texts, end),
    );
    spans.push({ text: `${word} ${from} ⇒ ${to}`, as: 'nat' });
  };
  if (!sameDestination(entry, next)) {
    add(words.destination, destinationOf(entry), destinationOf(next), direction === 'reply');
  }
  if (!sameSource(entry, next)) add(words.source, sourceOf(entry), sourceOf(next), direction === 'original');
  return spans;
}
