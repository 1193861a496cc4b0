import fs from 'node:fs';
import zlib from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { comparePaths } from '../../src/compare/compare.js';
import { joinPaths, pathKey } from '../../src/compare/join-paths.js';
import { verdictOf } from '../../src/model/difference.js';
import { HOOK_NAMES } from '../../src/model/hook.js';
import type { PathEntry, PathSet, ScenarioPath } from '../../src/model/path-set.js';
import { compared, comparisonLines, pathSet } from '../support/path-sets.js';
import { seeded } from '../support/seeded.js';
import { disguised, recordsOf } from './disguise.js';

const DEEP = process.env['NFPATH_DEEP'] === '1';
const cases = (few: number): number => (DEEP ? 10_000 : few);
const TIMEOUT = DEEP ? 600_000 : 30_000;

const OVERLAY = 'truth/linux-6.1-overlay-service-vip/capture.log.gz';

/** Every small capture of every kernel, and one with namespaces that nothing names. */
const LOGS = fs
  .readdirSync('fixtures', { recursive: true, encoding: 'utf8' })
  .filter((file) => /^(?!dialects).*\/(?:el7|linux)-[\d.]+\.log$/.test(file) || file === OVERLAY)
  .sort()
  .map((file) => ({ file, text: textOf(fs.readFileSync(`fixtures/${file}`)) }));

function textOf(bytes: Buffer): string {
  return (bytes[0] === 0x1f ? zlib.gunzipSync(bytes) : bytes).toString();
}

type Random = (limit: number) => number;

function oneOf<Item>(items: readonly Item[], random: Random): Item {
  return items[random(items.length)]!;
}

describe('pointers, ports, times and the order of independent packets', () => {
  test('never make a difference', { timeout: TIMEOUT }, () => {
    const random = seeded(61);
    for (let i = 0; i < cases(40); i++) {
      const captures = Array.from({ length: 1 + random(3) }, () => recordsOf(oneOf(LOGS, random).text));
      const [old, fresh] = [disguised(captures, random), disguised(captures, random)];
      const comparison = compared(old, fresh);
      expect({ i, says: comparisonLines(comparison) }).toEqual({ i, says: [] });
      expect(comparison.same.paths).toBeGreaterThan(0);
    }
  });
});

describe('one entry that is deleted or changed', () => {
  const sets = LOGS.map(({ text }) => pathSet(text));

  test('always makes a difference between paths', { timeout: TIMEOUT }, () => {
    const random = seeded(62);
    let judged = 0;
    for (let i = 0; i < cases(800); i++) {
      const old = oneOf(sets, random);
      const fresh = withChange(old, random);
      if (fresh === null) continue;
      judged++;
      const lines = { there: comparePaths(old, fresh), back: comparePaths(fresh, old) };
      expect({ i, verdict: verdictOf(lines.there) }).toEqual({ i, verdict: 'differs' });
      expect({ i, verdict: verdictOf(lines.back) }).toEqual({ i, verdict: 'differs' });
    }
    expect(judged).toBeGreaterThan(cases(800) / 2);
  });

  test('is never passed over in a log', { timeout: TIMEOUT }, () => {
    const random = seeded(63);
    for (let i = 0; i < cases(100); i++) {
      const { file, text } = oneOf(LOGS, random);
      const fresh = withChangedRecord(text, random);
      if (fresh === text) continue;
      expect({ i, file, verdict: verdictOf(compared(text, fresh)) }).not.toEqual({
        i,
        file,
        verdict: 'same',
      });
    }
  });
});

/**
 * The set with one entry deleted or changed, of one packet of a path or of all. null where that is nothing to be
 * seen: it was on its way when the log began or ended, or another packet takes just that path.
 */
function withChange(set: PathSet, random: Random): PathSet | null {
  const scenario = oneOf(set.scenarios, random);
  const path = oneOf(scenario.paths, random);
  const entries = changed(path.entries, random);
  if (entries.length === 0 || path.mayLackFront || path.mayLackEnd || path.doubt !== null) return null;
  const changedPath = { ...path, entries };
  if (scenario.paths.some((other) => pathKey(other) === pathKey(changedPath))) return null;
  const many = (path.packets ?? 0) > 1 && random(2) === 0;
  const rest: ScenarioPath[] = many ? [{ ...path, packets: path.packets! - 1 }] : [];
  const paths = [
    ...scenario.paths.filter((other) => other !== path),
    ...rest,
    { ...changedPath, packets: 1 },
  ];
  return {
    ...set,
    scenarios: set.scenarios.map((other) =>
      other === scenario ? { ...scenario, paths: joinPaths(paths) } : other,
    ),
  };
}

function changed(entries: readonly PathEntry[], random: Random): PathEntry[] {
  const at = random(entries.length);
  const entry = entries[at]!;
  const changes: readonly (() => PathEntry)[] = [
    () => ({ ...entry, hook: (entry.hook + 1 + random(HOOK_NAMES.length - 1)) % HOOK_NAMES.length }),
    () => ({ ...entry, in: entry.in === null ? 'other0' : oneOf([null, 'other0'], random) }),
    () => ({ ...entry, out: entry.out === null ? 'other0' : oneOf([null, 'other0'], random) }),
    () => ({ ...entry, dev: 'other0' }),
    () => ({ ...entry, netns: 'other' }),
    () => ({ ...entry, src: '192.0.2.77:99' }),
    () => ({ ...entry, dst: '192.0.2.77:99' }),
  ];
  return random(4) === 0 ? entries.toSpliced(at, 1) : entries.with(at, oneOf(changes, random)());
}

/** The log with one record deleted, or with one field of it changed. */
function withChangedRecord(log: string, random: Random): string {
  const lines = log.split('\n');
  const ends = lines.flatMap((line, i) => (/\[nftrace\]: \[\d\]: /.test(line) ? [i] : []));
  const at = oneOf(ends, random);
  const replace = (pattern: RegExp, by: string, ...offsets: number[]): void => {
    for (const offset of offsets) lines[at + offset] = lines[at + offset]!.replace(pattern, by);
  };
  const inOut = /IN DEV: (\S+), NS: (\S+), OUT DEV: (\S+), NS: (\S+)/.exec(lines[at - 1]!)!;
  const netns = inOut[1] === '(null)' ? inOut[4]! : inOut[2]!;
  const hook = Number(/\[(\d)\]: /.exec(lines[at]!)![1]);
  const changes = [
    () => lines.splice(at - 3, 4),
    () => replace(/\[\d\]: /, `[${(hook + 1 + random(4)) % 5}]: `, 0),
    () => replace(/: [0-9.]+:/, ': 192.0.2.77:', 0),
    () => replace(/->[0-9.]+:/, '->192.0.2.77:', 0),
    () => replace(/IN DEV: (?!\(null\))\S+,/, 'IN DEV: other0,', -1),
    () => replace(/OUT DEV: (?!\(null\))\S+,/, 'OUT DEV: other0,', -1),
    () => replace(/\]: DEV: (?!\(no)\S+,/, ']: DEV: other0,', -2),
    () =>
      replace(new RegExp(`(?<!INITNET): ${netns.replace(/\W/g, '\\$&')}`, 'g'), ': feedbeeffeedbeef', -1, -2),
  ];
  oneOf(changes, random)();
  return lines.join('\n');
}
