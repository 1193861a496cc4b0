import type { PathEntry } from '../model/path-set.js';

/** One step of turning the old path into the new one: indexes of entries, undefined where there is none. */
export type Step =
  | { readonly old: number; readonly new: number }
  | { readonly old: number; readonly new: undefined }
  | { readonly old: undefined; readonly new: number };

/** What it costs that only one path has an entry. */
const GAP = 1;
/** What it costs that the same hook is in another namespace: less than to go and come again where all else is equal. */
const OTHER_NAMESPACE = 1.9;
/** What each device or address costs that differs; five of them are less than a gap. */
const OTHER_FIELD = 0.15;

export interface Alignment {
  readonly steps: readonly Step[];
  /** How unlike the paths are; 0 where they are equal. */
  readonly cost: number;
}

/** The cheapest way to lay one path beside another (Needleman and Wunsch, 1970). */
export function align(old: readonly PathEntry[], fresh: readonly PathEntry[]): Alignment {
  const costs = costTable(old, fresh);
  const steps: Step[] = [];
  let [i, j] = [old.length, fresh.length];
  while (i > 0 || j > 0) {
    const cost = costs[i]![j]!;
    if (i > 0 && j > 0 && cost === costs[i - 1]![j - 1]! + costOf(old[i - 1]!, fresh[j - 1]!)) {
      steps.push({ old: --i, new: --j });
    } else if (i > 0 && cost === costs[i - 1]![j]! + GAP) steps.push({ old: --i, new: undefined });
    else steps.push({ old: undefined, new: --j });
  }
  return { steps: steps.reverse(), cost: costs[old.length]![fresh.length]! };
}

function costTable(old: readonly PathEntry[], fresh: readonly PathEntry[]): number[][] {
  const costs = Array.from({ length: old.length + 1 }, (_, i) => [i * GAP]);
  for (let j = 1; j <= fresh.length; j++) costs[0]!.push(j * GAP);
  for (let i = 1; i <= old.length; i++) {
    for (let j = 1; j <= fresh.length; j++) {
      const both = costs[i - 1]![j - 1]! + costOf(old[i - 1]!, fresh[j - 1]!);
      costs[i]!.push(Math.min(both, costs[i - 1]![j]! + GAP, costs[i]![j - 1]! + GAP));
    }
  }
  return costs;
}

function costOf(a: PathEntry, b: PathEntry): number {
  if (a.hook !== b.hook) return Infinity;
  const fields = (['in', 'out', 'dev', 'src', 'dst'] as const).filter((field) => a[field] !== b[field]);
  return (a.netns === b.netns ? 0 : OTHER_NAMESPACE) + fields.length * OTHER_FIELD;
}
