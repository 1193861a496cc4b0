import { comparePaths } from '../compare/compare.js';
import { renamed } from '../compare/renames.js';
import { compareVerdicts } from '../compare/verdict-changes.js';
import type { ComparisonVerdict } from '../model/difference.js';
import type { PathSet } from '../model/path-set.js';
import type { Policy } from '../model/policy.js';
import { UsersError } from '../model/users-error.js';
import { diffObjects, type DiffObjects } from '../report/diff/diff-json.js';
import type { DiffReport } from '../report/diff/diff-report.js';
import { InputReading, type ReadOptions } from './input-reading.js';
import { pathOf, type Logs } from './log-input.js';
import { policyOf, type PolicyInput } from './policy-input.js';
import { readSide, type ReadSide } from './read-side.js';
import { isSnapshot } from './is-snapshot.js';
import { readSnapshot } from './read-snapshot.js';

/** One side of a comparison: a log, or several; the path or URL of a snapshot, which ends in `.yaml`; or what `parseSnapshot` has made of one. */
export type DiffInput = Logs | PathSet;

export interface DiffOptions extends ReadOptions {
  /** Also tell which rules of this policy have another verdict; both sides must be logs then. */
  readonly policy?: PolicyInput | undefined;
  /** Addresses, or `address:port`, of the old side that are others on the new. */
  readonly map?: Readonly<Record<string, string>> | undefined;
  /** The same for names of namespaces. */
  readonly mapNetns?: Readonly<Record<string, string>> | undefined;
  /** The same for names of devices. */
  readonly mapDev?: Readonly<Record<string, string>> | undefined;
  /** Also tell where medians are so many times longer or shorter. */
  readonly timing?: number | undefined;
}

/** What differs between two captures. */
export interface DiffResult extends DiffObjects {
  /** `inconclusive`: nothing differs that both sides have, but not all of it could be compared. */
  readonly verdict: ComparisonVerdict;
}

/**
 * What differs between the paths of two captures, and what that means for rules: `nfpath diff` as a function.
 *
 * Throws UnreadableInput where a file can't be read, BadFile for a snapshot or policy that says nothing sensible, and
 * UsersError where a policy is to be checked by a snapshot, or with addresses that are others.
 */
export async function diff(old: DiffInput, fresh: DiffInput, options: DiffOptions = {}): Promise<DiffResult> {
  const report = await diffReport(old, fresh, options);
  const objects = diffObjects(report);
  return { verdict: objects.summary.verdict, ...objects };
}

/** The comparison with all that reports need of it. */
export async function diffReport(
  old: DiffInput,
  fresh: DiffInput,
  options: DiffOptions,
): Promise<DiffReport> {
  const { map = {}, mapNetns = {}, mapDev = {}, timing = null } = options;
  const policy = options.policy === undefined ? null : await policyOf(options.policy);
  if (policy !== null && (options.map ?? options.mapNetns ?? options.mapDev) !== undefined) {
    throw new UsersError('a policy names addresses of one side, so it cannot be checked with a map');
  }
  const [before, after] = [
    await sideOf(old, 'old', policy, options),
    await sideOf(fresh, 'new', policy, options),
  ];
  const renames = {
    addresses: new Map(Object.entries(map)),
    namespaces: new Map(Object.entries(mapNetns)),
    devices: new Map(Object.entries(mapDev)),
  };
  const comparison = comparePaths(renamed(before.paths, renames), after.paths, { timing });
  return {
    comparison,
    rules: policy && compareVerdicts(before.verdicts, after.verdicts, comparison.differences),
    sides: { old: before.report, new: after.report },
  };
}

async function sideOf(
  input: DiffInput,
  side: string,
  policy: Policy | null,
  options: DiffOptions,
): Promise<ReadSide> {
  const snapshot = await snapshotOf(input);
  if (snapshot === null) {
    const netns = [...(options.netns ?? []), ...(policy?.namespaces ?? [])];
    return readSide(new InputReading(input as Logs, { ...options, netns }), policy);
  }
  if (policy !== null) {
    throw new UsersError(`${side} is a snapshot, and a policy is checked by the packets of a log`);
  }
  const name = isPathSet(input) ? 'snapshot' : pathOf(input as string | URL);
  return { report: { kind: 'snapshot', input: name }, paths: snapshot, verdicts: [] };
}

async function snapshotOf(input: DiffInput): Promise<PathSet | null> {
  if (isPathSet(input)) return input;
  const isFile = typeof input === 'string' || input instanceof URL;
  return isFile && isSnapshot(pathOf(input)) ? readSnapshot(pathOf(input)) : null;
}

function isPathSet(input: DiffInput): input is PathSet {
  return typeof input === 'object' && 'scenarios' in input;
}
