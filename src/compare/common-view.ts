import type { Side } from '../model/difference.js';
import { POST_ROUTING } from '../model/hook.js';
import { CLIENT, type PathEntry, type Scenario, type ScenarioPath } from '../model/path-set.js';
import { joinPaths } from './join-paths.js';
import { SENT_BY, tracingOf, type End } from './tracing.js';

/** The entries of one end's namespaces, which one side alone traces. */
export interface Stripped {
  readonly only: Side;
  readonly end: End;
  readonly direction: ScenarioPath['direction'];
  readonly entries: readonly PathEntry[];
}

/** What both sides could see of a scenario. */
export interface CommonView {
  readonly old: Scenario;
  readonly new: Scenario;
  readonly stripped: readonly Stripped[];
}

/**
 * Takes off the entries in namespaces at an end of the path where one side traces that end and the other does not:
 * they say how the module was registered, not what the kernel does.
 */
export function commonView(old: Scenario, fresh: Scenario): CommonView {
  const view = { old, new: fresh };
  const stripped: Stripped[] = [];
  for (const end of ['client', 'server'] as const) {
    const tracing = { old: tracingOf(view.old, end), new: tracingOf(view.new, end) };
    const only = onlyTracedOn(tracing);
    if (only === null) continue;
    const other = only === 'old' ? 'new' : 'old';
    const outer = view[only];
    const paths = outer.paths.map((path) => {
      const { kept, taken } = strip(path, end, view[other]);
      if (taken.length > 0) stripped.push({ only, end, direction: path.direction, entries: taken });
      return kept;
    });
    view[only] = { ...outer, paths: joinPaths(paths) };
  }
  return { ...view, stripped };
}

function onlyTracedOn(tracing: Readonly<Record<Side, ReturnType<typeof tracingOf>>>): Side | null {
  if (tracing.old === 'traced' && tracing.new === 'untraced') return 'old';
  return tracing.old === 'untraced' && tracing.new === 'traced' ? 'new' : null;
}

interface Parts {
  readonly kept: ScenarioPath;
  readonly taken: readonly PathEntry[];
}

/** What of a path the other side could have seen, and what not. */
function strip(path: ScenarioPath, end: End, { paths }: Scenario): Parts {
  const others = paths.filter(({ direction }) => direction === path.direction);
  return path.direction === SENT_BY[end]
    ? stripFront(path, end, new Set(others.map(({ entries }) => entries[0]!.netns)))
    : stripBack(path, end, new Set(others.map(({ entries }) => entries.at(-1)!.netns)));
}

function stripFront(path: ScenarioPath, end: End, seen: ReadonlySet<string>): Parts {
  const { entries, times } = path;
  const at = entries.findIndex(({ netns }) => seen.has(netns));
  if (at <= 0) return { kept: path, taken: [] };
  const kept = entries.slice(at);
  return {
    kept: {
      ...path,
      entries: end === 'client' ? withClient(kept, kept[0]!.src) : kept,
      mayLackFront: false,
      times: times === null ? null : [sum(times.slice(at + 1)), ...times.slice(at + 1)],
    },
    taken: entries.slice(0, at),
  };
}

function stripBack(path: ScenarioPath, end: End, seen: ReadonlySet<string>): Parts {
  const { entries, times } = path;
  const at = entries.findLastIndex(({ netns }) => seen.has(netns));
  if (at < 0 || at === entries.length - 1 || entries[at]!.hook !== POST_ROUTING)
    return { kept: path, taken: [] };
  const kept = entries.slice(0, at + 1);
  return {
    kept: {
      ...path,
      fate: 'sent',
      entries: end === 'client' ? withClient(kept, kept[at]!.dst) : kept,
      doubt: path.doubt === 'open' ? null : path.doubt,
      mayLackEnd: false,
      times: times === null ? null : [sum(times.slice(1, at + 1)), ...times.slice(1, at + 1)],
    },
    taken: entries.slice(at + 1),
  };
}

/** For who does not see the client's namespace, the address with which its packets come is the client's own. */
function withClient(entries: readonly PathEntry[], address: string): PathEntry[] {
  const word = (end: string): string => (end === address ? CLIENT : end);
  return entries.map((entry) => ({ ...entry, src: word(entry.src), dst: word(entry.dst) }));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
