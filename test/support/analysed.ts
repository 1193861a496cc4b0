/** Runs the real pipeline on a log in memory and hands back the objects of the output contract. */
import { Analysis, type AnalysisOptions } from '../../src/analyze.js';
import type { Entry } from '../../src/model/entry.js';
import type { Flow } from '../../src/model/flow.js';
import type { Ledger } from '../../src/model/ledger.js';
import type { Packet } from '../../src/model/packet.js';
import type { SymbolTexts } from '../../src/model/symbol.js';
import type {
  EntryObject,
  FlowObject,
  PacketObject,
  SummaryObject,
} from '../../src/report/contract/log-objects.js';
import { flowJson, packetJson, summaryJson } from '../../src/report/json.js';
import type { LineChunks } from '../../src/source/line-chunks.js';

export type { EntryObject, FlowObject, PacketObject, SummaryObject };

/** What came out of a run. */
export interface Analysed {
  /** The lines of `--format json`. */
  readonly ndjson: readonly string[];
  /** In the order in which they were first seen. */
  readonly packets: readonly PacketObject[];
  readonly flows: readonly FlowObject[];
  readonly summary: SummaryObject;
}

export interface RunOptions extends AnalysisOptions {
  /** How many bytes the next chunk has at most; as many as there is room for where this is not given. */
  readonly chunk?: () => number;
}

/** Analyses one log, or several inputs one after the other. */
export function analysed(
  log: string | Buffer | readonly (string | Buffer)[],
  options: RunOptions = {},
): Analysed {
  const inputs = log instanceof Array ? log : [log];
  const packets: Packet[] = [];
  const flows: Flow[] = [];
  const analysis = new Analysis(
    { packet: (packet) => void packets.push(packet), flow: (flow) => void flows.push(flow) },
    options,
  );
  for (const input of inputs) {
    analysis.beginInput();
    feed(analysis.chunks, Buffer.from(input), options.chunk);
  }
  analysis.finish();

  const names = {
    texts: analysis.texts,
    namespaces: analysis.namespaces,
    inputs: inputs.map((_, index) => `input${index}`),
  };
  const facts = { complete: true, packets: analysis.packets, flows: analysis.flows };
  const packetLines = packets.map((packet) => packetJson(packet, names));
  const flowLines = flows.map((flow) => flowJson(flow, names));
  const summaryLine = summaryJson(facts, analysis.ledger, names);
  return {
    ndjson: [...packetLines, ...flowLines, summaryLine],
    packets: packetLines.map((line) => JSON.parse(line) as PacketObject).sort((a, b) => a.id - b.id),
    flows: flowLines.map((line) => JSON.parse(line) as FlowObject),
    summary: JSON.parse(summaryLine) as SummaryObject,
  };
}

/** Entries as the pipeline has them, in the order of the log: for laws that run it many thousand times. */
export function bareRun(log: Buffer): { entries: Entry[]; ledger: Ledger; texts: SymbolTexts } {
  const entries: Entry[] = [];
  const analysis = new Analysis({ packet: (packet) => void entries.push(...packet.entries) });
  analysis.beginInput();
  feed(analysis.chunks, log);
  analysis.finish();
  entries.sort((a, b) => a.line - b.line);
  return { entries, ledger: analysis.ledger, texts: analysis.texts };
}

/** Puts bytes into an analysis, in chunks as large as `chunk` says, and ends the input. */
export function feed(chunks: LineChunks, bytes: Buffer, chunk: () => number = () => Infinity): void {
  for (let from = 0; from < bytes.length;) {
    const count = bytes.copy(chunks.space, 0, from, Math.min(from + chunk(), bytes.length));
    chunks.wrote(count);
    from += count;
  }
  chunks.finish();
}

/** All entries in the order of the log. */
export function entriesOf({ packets }: Analysed): EntryObject[] {
  return packets
    .flatMap((packet) => packet.hops.flatMap((hop) => hop.entries))
    .sort((a, b) => (a.file ?? '').localeCompare(b.file ?? '') || a.line - b.line);
}

/** What the ledger's laws say against a ledger; empty where it adds up. */
export function ledgerErrors({
  lines,
  entries,
  incomplete,
  module,
  joined,
  oneLine,
}: SummaryObject | Ledger): string[] {
  const errors: string[] = [];
  const sum = lines.trace + lines.foreign + lines.blank + lines.malformed + lines.tooLong;
  if (lines.total !== sum) errors.push(`${lines.total} lines, but their kinds add up to ${sum}`);
  const used = 4 * entries.total + incomplete.lines + module;
  const trace = lines.trace + joined + 3 * oneLine;
  if (trace !== used) errors.push(`${trace} trace lines, but ${used} accounted for`);
  if (entries.ambiguous > entries.total) errors.push('more ambiguous entries than entries');
  if (incomplete.records > incomplete.lines) errors.push('more incomplete records than lines of them');
  return errors;
}

/** The same for a whole run: what is reported and what is counted agree, too. */
export function accountErrors(run: Analysed): string[] {
  const errors = ledgerErrors(run.summary);
  const entries = entriesOf(run);
  const expect = (what: string, reported: number, counted: number): void => {
    if (reported !== counted) errors.push(`${reported} ${what} reported, ${counted} counted`);
  };
  expect('entries', entries.length, run.summary.entries.total);
  expect(
    'ambiguous entries',
    entries.filter((entry) => entry.ambiguous).length,
    run.summary.entries.ambiguous,
  );
  expect('packets', run.packets.length, run.summary.packets);
  expect('flows', run.flows.length, run.summary.flows);
  const ofFlows = run.flows.reduce((sum, { packets }) => sum + packets.original + packets.reply, 0);
  expect('packets of flows', ofFlows, run.summary.packets);
  return errors;
}
