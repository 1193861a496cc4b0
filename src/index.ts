/**
 * nfpath as a library: its commands as functions (`analyze`, `check`, `place`, `diff`, `snapshot`), whose results are the
 * objects of the JSON contract (docs/json.md); and below them the pipeline itself (`Analysis`), for who wants every
 * entry as it comes. Importing it does nothing but define these.
 *
 * Errors that a user can mend are `UsersError`: `UnreadableInput`, `BadFile` (policies and snapshots), `BadTag`.
 */
export { analyze, type AnalyzedObject } from './api/analyze.js';
export { check, type CheckResult } from './api/check.js';
export { diff, type DiffInput, type DiffOptions, type DiffResult } from './api/diff.js';
export { place, type PlaceOptions, type PlaceResult } from './api/place.js';
export { snapshot, type SnapshotOptions, type SnapshotResult } from './api/snapshot.js';
export type { ReadOptions } from './api/input-reading.js';
export type { LogInput, Logs } from './api/log-input.js';
export type { PolicyInput } from './api/policy-input.js';
export { parsePolicy } from './policy/parse-policy.js';
export { parseSnapshot } from './snapshot/parse-snapshot.js';

export type * from './report/contract/check-objects.js';
export type * from './report/contract/diff-objects.js';
export type * from './report/contract/log-objects.js';
export type * from './report/contract/place-objects.js';

export { UsersError } from './model/users-error.js';
export { UnreadableInput } from './source/unreadable.js';
export { BadFile, type FileProblem } from './yaml/bad-file.js';
export { BadTag } from './parse/tag.js';

export { Analysis, type AnalysisOptions, type AnalysisSink } from './analyze.js';
export { readInput } from './source/read.js';
export { flowJson, packetJson, summaryJson, SCHEMA, type SummaryFacts } from './report/json.js';
export type { LogNames } from './report/names.js';
export type { NamespaceAlias } from './correlate/namespaces.js';
export type { ChangeKind, ComparisonVerdict, Side } from './model/difference.js';
export type { Entry } from './model/entry.js';
export type { BypassCause, FindingKind, PacketCounts, Verdict } from './model/finding.js';
export type { Endpoint, Flow } from './model/flow.js';
export { HOOK_NAMES, hookName, type HookName } from './model/hook.js';
export type { Ledger, Loss } from './model/ledger.js';
export {
  hopsOf,
  isAmbiguous,
  startsMidPath,
  type Direction,
  type Fate,
  type Hop,
  type Packet,
} from './model/packet.js';
export type { PathSet } from './model/path-set.js';
export type { Known } from './model/placement.js';
export type { ClientClass, Policy } from './model/policy.js';
export type { SymbolId, SymbolTexts } from './model/symbol.js';
export type { MalformedLine } from './parse/complaints.js';
