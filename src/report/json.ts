import { KERNEL_CLOCK, KERNEL_WALL_CLOCK, WALL_CLOCK } from '../model/clock.js';
import { destinationOf, sourceOf, type Entry } from '../model/entry.js';
import type { Flow } from '../model/flow.js';
import { hookName } from '../model/hook.js';
import type { Ledger } from '../model/ledger.js';
import { hopsOf, isAmbiguous, type Hop, type Packet } from '../model/packet.js';
import type { SummaryObject } from './contract/log-objects.js';
import { jsonString } from './log-text.js';
import { endpointText, symbolJson, type LogNames } from './names.js';

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

/** One packet as a line of NDJSON, without its "\n". */
export function packetJson(packet: Packet, names: LogNames): string {
  const hops = hopsOf(packet).map((hop) => hopJson(hop, packet.boot, names));
  return (
    `{"type":"packet","id":${packet.id},"flow":${packet.flow},"direction":"${packet.direction}",` +
    `"skb":${symbolJson(names.texts, packet.entries[0]!.skb)},"fate":"${packet.fate}",` +
    `"ambiguous":${isAmbiguous(packet)},"hops":[${hops.join(',')}]}`
  );
}

/** One flow as a line of NDJSON. */
export function flowJson(flow: Flow, { texts }: LogNames): string {
  const published = flow.published === null ? 'null' : `"${endpointText(texts, flow.published)}"`;
  const aliases = flow.aliases.length === 0 ? '' : `,"aliases":[${flow.aliases.join(',')}]`;
  return (
    `{"type":"flow","id":${flow.id},"protocol":"tcp","client":"${endpointText(texts, flow.client)}",` +
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
    lost: ledger.lost.map(({ file, ...loss }) =>
      inputs.length > 1 ? { ...loss, file: inputs[file]! } : loss,
    ),
    packets: facts.packets,
    flows: facts.flows,
    ...(facts.shown && { shown: facts.shown }),
    namespaces: namespaces.seen,
  };
}

function hopJson(hop: Hop, boot: number, names: LogNames): string {
  const { texts, namespaces } = names;
  const entries = hop.entries.map((entry) => entryJson(entry, names));
  return (
    `{"netns":${symbolJson(texts, hop.netns)},"name":${jsonString(namespaces.nameOf(hop.netns, boot))},` +
    `"entries":[${entries.join(',')}]}`
  );
}

function entryJson(entry: Entry, { texts, inputs }: LogNames): string {
  const file = inputs.length > 1 ? `"file":${JSON.stringify(inputs[entry.file])},` : '';
  return (
    `{${file}"line":${entry.line},"time":${timeJson(entry)},${wallJson(entry)}"hook":"${hookName(entry.hook)}",` +
    `"dev":${symbolJson(texts, entry.dev)},"in":${symbolJson(texts, entry.in)},"out":${symbolJson(texts, entry.out)},` +
    `"src":"${endpointText(texts, sourceOf(entry))}",` +
    `"dst":"${endpointText(texts, destinationOf(entry))}","ambiguous":${entry.ambiguous}}`
  );
}

/** Kernel seconds, exact to the microsecond. */
function timeJson({ sec, usec, clock }: Entry): string {
  return clock === KERNEL_CLOCK ? `"${sec}.${String(usec).padStart(6, '0')}"` : 'null';
}

/** The wall clock's time in UTC, as precise as the log has it, where that is all there is. */
function wallJson({ sec, usec, clock }: Entry): string {
  if (clock !== WALL_CLOCK && clock !== KERNEL_WALL_CLOCK) return '';
  const seconds = new Date(sec * 1000).toISOString().slice(0, 19);
  return `"wall":"${seconds}${usec > 0 ? `.${String(usec).padStart(6, '0')}` : ''}Z",`;
}
