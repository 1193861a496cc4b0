import type {
  ComparedTraffic,
  Difference,
  HookPlace,
  Missing,
  PacketCount,
  PathChange,
  Side,
  Sides,
  Undecided,
} from '../model/difference.js';
import type { Direction } from '../model/packet.js';
import type { CaptureDoubt, Scenario, ScenarioPath } from '../model/path-set.js';
import { commonView, type Stripped } from './common-view.js';
import type { CompareOptions } from './compare.js';
import { lossExplains } from './loss-explains.js';
import { pathKey } from './join-paths.js';
import { pairPaths } from './pair-paths.js';
import { pathChanges, placeOf } from './path-changes.js';
import { sortOut } from './sort-out.js';
import { timingChanges } from './timing.js';

export const DIRECTIONS: readonly Direction[] = ['original', 'reply'];

/** What is to be said of one scenario that both sides have. */
export interface ScenarioComparison {
  readonly differences: readonly Difference[];
  readonly missing: readonly Missing[];
  readonly undecided: readonly Undecided[];
  /** Distinct paths that both sides have. */
  readonly alike: number;
}

/** Compares the paths of one scenario, each direction by itself. */
export function compareScenario(
  pair: Sides<Scenario>,
  doubts: Sides<readonly CaptureDoubt[]>,
  options: CompareOptions,
): ScenarioComparison {
  const view = commonView(pair.old, pair.new);
  const { server, published } = pair.new;
  const from = commonClass(pair);
  const results = DIRECTIONS.map((direction) => {
    const traffic = { scenario: { server, published, from }, direction };
    const stripped = view.stripped.filter((one) => one.direction === direction);
    const paths = { old: pathsOf(view.old, direction), new: pathsOf(view.new, direction) };
    return compareDirection({ traffic, paths, stripped }, doubts, options);
  });
  return {
    differences: results.flatMap((one) => one.differences),
    missing: results.flatMap((one) => one.missing),
    undecided: results.flatMap((one) => one.undecided),
    alike: results.reduce((sum, one) => sum + one.alike, 0),
  };
}

/** Where a side does not trace the client's namespace, or shows no client, what both see is the other's class. */
function commonClass({ old, new: fresh }: Sides<Scenario>): Scenario['from'] {
  if (old.from === fresh.from) return fresh.from;
  return old.from === null || fresh.from === 'external' ? fresh.from : old.from;
}

function pathsOf({ paths }: Scenario, direction: Direction): ScenarioPath[] {
  return paths.filter((path) => path.direction === direction);
}

interface OneDirection {
  readonly traffic: ComparedTraffic;
  readonly paths: Sides<readonly ScenarioPath[]>;
  readonly stripped: readonly Stripped[];
}

function compareDirection(
  { traffic, paths, stripped }: OneDirection,
  doubts: Sides<readonly CaptureDoubt[]>,
  { timing }: CompareOptions,
): ScenarioComparison {
  for (const only of ['old', 'new'] as const) {
    if (paths[only].length > 0 && paths[otherSide(only)].length === 0) {
      const missing = { ...traffic, kind: 'traffic', only, packets: count(paths[only]) } as const;
      return { differences: [], missing: [missing], undecided: [], alike: 0 };
    }
  }
  const sorted = sortOut(paths);
  const { pairs, foreign } = pairPaths(sorted);
  const undecided: Undecided[] = (['old', 'new'] as const).flatMap((side) =>
    sorted[side].doubtful.map(({ path, doubt }) => undecidedPath(traffic, side, path, doubt)),
  );
  const shown: { change: PathChange; pair: Sides<ScenarioPath> }[] = [];
  for (const pair of pairs) {
    const changes = pathChanges(pair);
    const side = (['old', 'new'] as const).find((one) => lossExplains(changes, pair[one], one, doubts[one]));
    if (side !== undefined) undecided.push(undecidedPath(traffic, side, pair[side], 'lost'));
    else for (const change of changes) shown.push({ change, pair });
  }
  if (timing !== null) {
    const alike = sorted.old.alike.map((old) => ({
      old,
      new: sorted.new.alike.find((path) => pathKey(path) === pathKey(old))!,
    }));
    for (const pair of [...alike, ...pairs]) {
      for (const change of timingChanges(pair, timing)) shown.push({ change, pair });
    }
  }
  return {
    differences: joinChanges(shown).map(({ change, pairs: shownBy }) =>
      differenceOf(traffic, change, shownBy, paths),
    ),
    missing: [...foreign.map((one) => missingClients(traffic, one)), ...missingNamespaces(traffic, stripped)],
    undecided,
    alike: sorted.new.alike.length,
  };
}

function otherSide(side: Side): Side {
  return side === 'old' ? 'new' : 'old';
}

/** The same change of several paths is one difference. */
function joinChanges(
  shown: readonly { readonly change: PathChange; readonly pair: Sides<ScenarioPath> }[],
): { change: PathChange; pairs: Sides<ScenarioPath>[] }[] {
  const joined = new Map<string, { change: PathChange; pairs: Sides<ScenarioPath>[] }>();
  for (const { change, pair } of shown) {
    const key = JSON.stringify(change);
    const known = joined.get(key);
    if (known === undefined) joined.set(key, { change, pairs: [pair] });
    else known.pairs.push(pair);
  }
  return [...joined.values()];
}

function differenceOf(
  traffic: ComparedTraffic,
  change: PathChange,
  pairs: readonly Sides<ScenarioPath>[],
  all: Sides<readonly ScenarioPath[]>,
): Difference {
  const own = (side: Side): ScenarioPath[] => [...new Set(pairs.map((pair) => pair[side]))];
  return {
    ...traffic,
    change,
    packets: { old: count(own('old')), new: count(own('new')) },
    of: { old: count(all.old), new: count(all.new) },
    places: { old: own('old')[0]!.place, new: own('new')[0]!.place },
  };
}

function undecidedPath(
  traffic: ComparedTraffic,
  side: Side,
  { packets, place }: ScenarioPath,
  doubt: Extract<Undecided, { kind: 'path' }>['doubt'],
): Undecided {
  return { ...traffic, kind: 'path', side, doubt, packets, place };
}

function missingClients(
  traffic: ComparedTraffic,
  { only, path }: { readonly only: Side; readonly path: ScenarioPath },
): Missing {
  return { ...traffic, kind: 'clients', only, packets: path.packets, clients: path.clients ?? [] };
}

/** Each end's namespaces once, with all hooks that were seen there. */
function missingNamespaces(traffic: ComparedTraffic, stripped: readonly Stripped[]): Missing[] {
  return (['client', 'server'] as const).flatMap((end): Missing[] => {
    const own = stripped.filter((one) => one.end === end);
    const [first] = own;
    if (first === undefined) return [];
    const places = own.flatMap(({ entries }) => entries.map(placeOf));
    return [{ ...traffic, kind: 'namespaces', only: first.only, end, entries: distinct(places) }];
  });
}

function distinct(places: readonly HookPlace[]): HookPlace[] {
  const byText = new Map(places.map((place) => [`${place.netns}/${place.hook}`, place]));
  return [...byText.values()];
}

function count(paths: readonly ScenarioPath[]): PacketCount {
  return paths.reduce<PacketCount>(
    (sum, { packets }) => (sum === null || packets === null ? null : sum + packets),
    0,
  );
}
