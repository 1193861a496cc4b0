import type { PathChange, Sides } from '../model/difference.js';
import type { ScenarioPath } from '../model/path-set.js';
import { align } from './align.js';
import { placeOf } from './path-changes.js';

/** Shorter differences are the machine's noise, in microseconds. */
const LEAST = 10;

/** Where the packets took so many times longer, or shorter, than on the other side: over all, then entry by entry. */
export function timingChanges({ old, new: fresh }: Sides<ScenarioPath>, factor: number): PathChange[] {
  if (old.times === null || fresh.times === null) return [];
  const changes: PathChange[] = [];
  const compare = (at: number | null, a: number, b: number): void => {
    const isNoise = Math.abs(a - b) < LEAST || Math.max(a, b) < factor * Math.max(Math.min(a, b), 0);
    if (isNoise) return;
    const place = at === null ? null : placeOf(fresh.entries[at]!);
    changes.push({ kind: 'timing', at: place, old: Math.round(a), new: Math.round(b) });
  };
  if (old.entries.length === fresh.entries.length) compare(null, old.times[0]!, fresh.times[0]!);
  const { steps } = align(old.entries, fresh.entries);
  for (const [i, step] of steps.entries()) {
    const before = steps[i - 1];
    if (step.old === undefined || step.new === undefined) continue;
    if (before === undefined || before.old === undefined || before.new === undefined) continue;
    compare(step.new, old.times[step.old]!, fresh.times[step.new]!);
  }
  return changes;
}
