import type { Flow } from '../model/flow.js';
import type { Ledger } from '../model/ledger.js';
import type { Packet } from '../model/packet.js';
import { protocolName } from '../model/protocol.js';
import type { SummaryObject } from './contract/log-objects.js';
import { ByteText } from './byte-text.js';
import { endpointText, type LogNames } from './names.js';
import { PacketJson } from './packet-json.js';

/** Version of the output contract (docs/json.md, docs/nfpath.schema.json). */
export const SCHEMA = 'nfpath/1';

/** What the summary says beside the ledger. */
export interface SummaryFacts {
  /** False where the analysis was interrupted before its input ended. */
  readonly complete: boolean;
  readonly packets: number;
  readonly flows: number;
  /** How many of them passed the filters, where there are any. */
  readonly shown?: { readonly packets: number; readonly flows: number };
}

const decoder = new TextDecoder();
/** What writes the packets of a log, and what it writes them to. */
const writers = new WeakMap<LogNames, { readonly json: PacketJson; readonly text: ByteText }>();

/** One packet as a line of NDJSON, without its "\n". */
export function packetJson(packet: Packet, names: LogNames): string {
  let writer = writers.get(names);
  if (writer === undefined)
    writers.set(names, (writer = { json: new PacketJson(names), text: new ByteText() }));
  const { json, text } = writer;
  text.clear();
  json.put(packet, text);
  return decoder.decode(text.bytes).trimEnd();
}

/** One flow as a line of NDJSON. */
export function flowJson(flow: Flow, { texts }: LogNames): string {
  const published = flow.published === null ? 'null' : `"${endpointText(texts, flow.published)}"`;
  const aliases = flow.aliases.length === 0 ? '' : `,"aliases":[${flow.aliases.join(',')}]`;
  return (
    `{"type":"flow","id":${flow.id},"protocol":"${protocolName(flow.protocol)}","client":"${endpointText(texts, flow.client)}",` +
    `"server":"${endpointText(texts, flow.server)}","published":${published},` +
    `"packets":{"original":${flow.packets.original},"reply":${flow.packets.reply}}${aliases}}`
  );
}

/** The summary as a line of NDJSON. */
export function summaryJson(facts: SummaryFacts, ledger: Ledger, names: LogNames): string {
  return JSON.stringify(summaryObject(facts, ledger, names));
}

/** The summary, to which other commands add what they have counted. */
export function summaryObject(
  facts: SummaryFacts,
  ledger: Ledger,
  { namespaces, inputs }: LogNames,
): SummaryObject {
  return {
    type: 'summary',
    schema: SCHEMA,
    complete: facts.complete,
    lines: ledger.lines,
    entries: ledger.entries,
    incomplete: { records: ledger.incomplete.records, lines: ledger.incomplete.lines },
    module: ledger.module,
    joined: ledger.joined,
    oneLine: ledger.oneLine,
    late: ledger.late,
    lost: ledger.lost.map(({ file, ...loss }) =>
      inputs.length > 1 ? { ...loss, file: inputs[file]! } : loss,
    ),
    packets: facts.packets,
    flows: facts.flows,
    ...(facts.shown && { shown: facts.shown }),
    namespaces: namespaces.seen,
  };
}
