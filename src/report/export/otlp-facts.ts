import { destinationOf, sourceOf, type Entry } from '../../model/entry.js';
import { NO_PORT, type Endpoint, type Flow } from '../../model/flow.js';
import { hookName } from '../../model/hook.js';
import type { Ledger } from '../../model/ledger.js';
import { isAmbiguous, startsMidPath, type Packet } from '../../model/packet.js';
import { isIcmp, protocolName } from '../../model/protocol.js';
import { shown } from '../../model/shown.js';
import { NONE, type SymbolId, type SymbolTexts } from '../../model/symbol.js';
import type { SummaryFacts } from '../json.js';
import { ledgerText } from '../ledger-text.js';
import { printable } from '../log-text.js';
import { endpointText, type LogNames } from '../names.js';
import { PLAIN } from '../style.js';
import { hookDirection } from './hook-direction.js';
import type { SpanFields } from './otlp-span.js';
import { timeText } from './timeline.js';

/*
 * What spans say: in the names of OpenTelemetry's semantic conventions (docs/registry/attributes: client, server, source,
 * destination, network) where those have one, else under `nfpath.`. No name is the beginning of another up to a point: databases make objects of
 * those.
 */

type Attributes = SpanFields['attributes'];

const IO_DIRECTIONS = { in: 'receive', out: 'transmit' } as const;

export function flowAttributes(
  { id, client, server, published, packets }: Flow,
  names: LogNames,
): Attributes {
  const { texts } = names;
  return {
    'nfpath.kind': 'flow',
    'nfpath.flow': id,
    'client.address': texts.text(client.address),
    'client.port': portOf(client),
    'server.address': texts.text(server.address),
    'server.port': portOf(server),
    'nfpath.published': published === null ? null : endpointText(texts, published),
    ...network(client, texts),
    'nfpath.packets.original': packets.original,
    'nfpath.packets.reply': packets.reply,
  };
}

export function packetAttributes(packet: Packet, names: LogNames): Attributes {
  const { id, flow, direction, fate, hasGap, entries } = packet;
  const first = entries[0]!;
  return {
    'nfpath.kind': 'packet',
    'nfpath.packet': id,
    'nfpath.flow': flow,
    'nfpath.direction': direction,
    'nfpath.fate': fate,
    'nfpath.ambiguous': isAmbiguous(packet),
    'nfpath.gap': hasGap,
    'nfpath.mid_path': startsMidPath(packet),
    'nfpath.skb': printable(names.texts.text(first.skb)),
    ...tuple(first, names),
  };
}

export function entryAttributes(entry: Entry, isMoved: boolean, names: LogNames): Attributes {
  const direction = hookDirection(entry.hook);
  const device = (symbol: SymbolId): string | null =>
    symbol === NONE ? null : printable(names.texts.text(symbol));
  return {
    'nfpath.kind': 'entry',
    'nfpath.hook': hookName(entry.hook),
    'network.io.direction': direction && IO_DIRECTIONS[direction],
    'network.interface.name': device(entry.dev),
    'nfpath.in': device(entry.in),
    'nfpath.out': device(entry.out),
    ...tuple(entry, names),
    'nfpath.file': names.inputs.length > 1 ? shown(names.inputs[entry.file]!) : null,
    'nfpath.line': entry.line,
    'nfpath.log_time': timeText(entry),
    'nfpath.time_moved': isMoved || null,
    'nfpath.ambiguous': entry.ambiguous,
  };
}

/** The ledger: what came in, and what became of it. */
export function captureAttributes(facts: SummaryFacts, ledger: Ledger): Attributes {
  return {
    'nfpath.kind': 'capture',
    'nfpath.complete': facts.complete,
    'nfpath.lines.total': ledger.lines.total,
    'nfpath.lines.malformed': ledger.lines.malformed,
    'nfpath.entries.total': ledger.entries.total,
    'nfpath.entries.ambiguous': ledger.entries.ambiguous,
    'nfpath.incomplete.records': ledger.incomplete.records,
    'nfpath.losses': ledger.lost.length,
    'nfpath.packets.total': facts.packets,
    'nfpath.flows.total': facts.flows,
    'nfpath.shown.packets': facts.shown?.packets ?? null,
    'nfpath.shown.flows': facts.shown?.flows ?? null,
    'nfpath.ledger': ledgerText(ledger, facts, [], { style: PLAIN, width: Infinity }).trimEnd(),
  };
}

function tuple(entry: Entry, { texts }: LogNames): Attributes {
  const [source, destination] = [sourceOf(entry), destinationOf(entry)];
  return {
    'source.address': texts.text(source.address),
    'source.port': portOf(source),
    'destination.address': texts.text(destination.address),
    'destination.port': portOf(destination),
    ...network(source, texts),
  };
}

function portOf({ port }: Endpoint): number | null {
  return port === NO_PORT ? null : port;
}

/** ICMP is no transport, but belongs to the network layer. */
function network({ protocol, address }: Endpoint, texts: SymbolTexts): Attributes {
  const name = protocolName(protocol);
  return {
    'network.transport': isIcmp(protocol) ? null : name,
    'network.protocol.name': isIcmp(protocol) ? name : null,
    'network.type': texts.text(address).includes(':') ? 'ipv6' : 'ipv4',
  };
}
