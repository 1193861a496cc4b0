import { FORWARD } from '../model/hook.js';
import { isAmbiguous, startsMidPath } from '../model/packet.js';
import type { Blind, PlacementReport } from '../model/placement.js';
import { INIT, SERVICE, type Placement, type Service } from '../model/policy.js';
import type { SymbolId } from '../model/symbol.js';
import type { Way } from '../model/traffic.js';
import type { Evidenced } from './evidenced.js';
import { bypassCause } from './findings/bypassed.js';
import { evidenceOf } from './findings/capture-finder.js';
import { gotThrough } from './findings/got-through.js';
import { groupBy } from './group-by.js';
import { PlacementTally, type Crossing } from './placement-tally.js';
import { isEndpoint, Places } from './places.js';
import { rankSets } from './rank-sets.js';
import { packetsOf } from './service-packets.js';
import { smallestSets } from './smallest-sets.js';
import { isCalled, visibleEnd } from './visible-address.js';

/** A log whose namespaces have names. */
export interface NamedLog extends Evidenced {
  nameOf(netns: SymbolId, boot: number): string;
}

/** Which placements see the packets of a service with its own address, for a rule of this priority. */
export function placeService(service: Service, priority: number, log: NamedLog): PlacementReport {
  const { traffic, texts } = log;
  const places = new Places(traffic, service, [], texts);
  const { own } = packetsOf(service, traffic, texts);
  const through = own.filter(gotThrough);
  const ways = through.filter((way) => isWhole(way) && !places.isHidden(way.example.boot));
  const tallies = tallyPlacements(ways, service, priority, places, log);

  const rows = ways.map((way) => new Set(tallies.filter((tally) => tally.sees(way))));
  const inInit = smallestSets(
    rows,
    tallies.filter(({ at }) => at.namespace === INIT),
  );
  const unseen = ways.filter((_, i) => ![...rows[i]!].some(({ at }) => at.namespace === INIT));
  const classes = groupBy(ways, ({ direction, from }) => `${direction} ${from}`).sort(byClass);
  const placementsOf = (sets: PlacementTally[][]): Placement[][] =>
    rankSets(sets).map((set) => set.map(({ at }) => at));
  return {
    sights: tallies.map((tally) => tally.sight(classes)).sort((a, b) => byPlacement(a.at, b.at)),
    inInit: placementsOf(inInit),
    beyondInit: inInit.length > 0 ? [] : placementsOf(smallestSets(rows, tallies)),
    blind: blindOf(unseen, places),
    bridged: bridgedOf(ways, places, tallies),
    packets: {
      through: packetsIn(ways),
      doubtful: packetsIn(through) - packetsIn(ways),
      stopped: packetsIn(own) - packetsIn(through),
    },
    onlyInit: ways.length > 0 && ways.every(({ example: { boot } }) => isOnlyInit(boot, places, log)),
  };
}

function tallyPlacements(
  ways: readonly Way[],
  service: Service,
  priority: number,
  places: Places,
  { texts, nameOf }: NamedLog,
): PlacementTally[] {
  const tallies = new Map<string, PlacementTally>();
  for (const way of ways) {
    const { entries, boot } = way.example;
    const labelOf = (netns: SymbolId): string =>
      [INIT, SERVICE].find((name) => places.has(name, boot, netns)) ?? nameOf(netns, boot);
    const called = [...entries.keys()].filter((i) => isCalled(entries, i, priority));
    for (const group of groupBy(called, (i) => `${labelOf(entries[i]!.netns)}/${entries[i]!.hook}`)) {
      const { netns, hook } = entries[group[0]!]!;
      const at = { namespace: labelOf(netns), hook };
      const key = `${at.namespace}/${hook}`;
      const tally = tallies.get(key) ?? new PlacementTally(at);
      tallies.set(key, tally);
      tally.add(
        way,
        group.map((i): Crossing => {
          const end = visibleEnd(entries, i, way.direction, priority);
          const sees = end === 'unknown' ? null : end;
          return {
            entry: entries[i]!,
            sees,
            isSeen: sees !== null && isEndpoint(texts, sees, service.address),
          };
        }),
      );
    }
  }
  return [...tallies.values()];
}

/** Packets that nothing in init sees, and how they come past it. */
function blindOf(ways: readonly Way[], places: Places): Blind[] {
  const causes = new Map(
    ways.map((way) => {
      const { entries, boot } = way.example;
      const crossesInit = entries.some(({ netns }) => places.has(INIT, boot, netns));
      return [way, crossesInit ? null : bypassCause(way, [], places)];
    }),
  );
  return groupBy(ways, (way) => String(causes.get(way))).flatMap((group) =>
    evidenceOf(group).map((evidence) => ({ evidence, cause: causes.get(group[0]!) ?? null })),
  );
}

/** Packets that crossed init's FORWARD from a port of a bridge to another port of the same. */
function bridgedOf(
  ways: readonly Way[],
  places: Places,
  tallies: readonly PlacementTally[],
): PlacementReport['bridged'] {
  const bridged = ways.filter(({ example: { entries, boot } }) =>
    entries.some(
      (entry) =>
        entry.hook === FORWARD &&
        entry.in === entry.out &&
        entry.dev !== entry.out &&
        places.has(INIT, boot, entry.netns),
    ),
  );
  const [evidence] = evidenceOf(bridged);
  if (evidence === undefined) return null;
  const seeing = tallies.filter(
    (tally) => tally.at.namespace === INIT && evidence.ways.every((way) => tally.sees(way)),
  );
  return { evidence, at: seeing.map(({ at }) => at).sort(byPlacement) };
}

/** Whether nothing of the path is doubtful or missing. */
function isWhole({ example }: Way): boolean {
  return !isAmbiguous(example) && !startsMidPath(example);
}

function isOnlyInit(boot: number, places: Places, { traffic }: NamedLog): boolean {
  const init = places.of(INIT, boot);
  return [...traffic.boots[boot]!.namespaces.keys()].every((netns) => init.has(netns));
}

function packetsIn(ways: readonly Way[]): number {
  return ways.reduce((sum, { packets }) => sum + packets, 0);
}

/** Original before reply. */
function byClass([a]: readonly Way[], [b]: readonly Way[]): number {
  return a!.direction.localeCompare(b!.direction) || String(b!.from).localeCompare(String(a!.from));
}

/** init, then the service's namespace, then others; hooks in the order of their numbers. */
function byPlacement(a: Placement, b: Placement): number {
  const rank = ({ namespace }: Placement): number => (namespace === INIT ? 0 : namespace === SERVICE ? 1 : 2);
  return rank(a) - rank(b) || a.namespace.localeCompare(b.namespace) || a.hook - b.hook;
}
