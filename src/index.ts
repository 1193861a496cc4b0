/** The public API: the pipeline, the vocabulary that its results are in, and the JSON contract. */
export { Analysis, type AnalysisOptions, type AnalysisSink } from './analyze.js';
export { readInput } from './source/read.js';
export { UnreadableInput } from './source/unreadable.js';
export { flowJson, packetJson, summaryJson, SCHEMA, type SummaryFacts } from './report/json.js';
export type { LogNames } from './report/names.js';
export type { NamespaceAlias } from './correlate/namespaces.js';
export type { Entry } from './model/entry.js';
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
export type { SymbolId, SymbolTexts } from './model/symbol.js';
export type { MalformedLine } from './parse/complaints.js';
export { BadTag } from './parse/tag.js';
