import { KERNEL_CLOCK, KERNEL_WALL_CLOCK, WALL_CLOCK, type Clock } from '../model/clock.js';
import type { Entry } from '../model/entry.js';
import { NO_PORT } from '../model/flow.js';
import { hookName } from '../model/hook.js';
import { isAmbiguous, type Packet } from '../model/packet.js';
import type { SymbolId } from '../model/symbol.js';
import { pieceOf, type ByteText, type Piece } from './byte-text.js';
import { KeptPieces } from './kept-pieces.js';
import { jsonString } from './log-text.js';
import { addressText, symbolJson, type LogNames } from './names.js';

const BEGIN = pieceOf('{"type":"packet","id":');
const FLOW = pieceOf(',"flow":');
const DIRECTION = {
  original: pieceOf(',"direction":"original","skb":'),
  reply: pieceOf(',"direction":"reply","skb":'),
};
const FATE = {
  delivered: pieceOf(',"fate":"delivered","ambiguous":'),
  sent: pieceOf(',"fate":"sent","ambiguous":'),
  stopped: pieceOf(',"fate":"stopped","ambiguous":'),
  open: pieceOf(',"fate":"open","ambiguous":'),
};
const HOPS = [pieceOf('false,"hops":['), pieceOf('true,"hops":[')] as const;
const COMMA = pieceOf(',');
const NEXT_HOP = pieceOf(']},');
const END = pieceOf(']}]}\n');
const LINE = pieceOf('{"line":');
const TIME = pieceOf(',"time":"');
const POINT = pieceOf('.');
const END_OF_TIME = pieceOf('",');
const SRC = pieceOf('"src":"');
const DST = pieceOf('","dst":"');
const END_OF_TUPLE = pieceOf('","ambiguous":');
const COLON = pieceOf(':');
const END_OF_ENTRY = [pieceOf('false}'), pieceOf('true}')] as const;

/**
 * Packets as lines of NDJSON. What comes again and again is kept as it is written: the devices of a hook, addresses,
 * namespaces, skbs.
 */
export class PacketJson {
  private readonly names: LogNames;
  private readonly hooks = new KeptPieces(128);
  private readonly addresses = new KeptPieces(24);
  private readonly namespaces = new KeptPieces(128, true);
  private readonly skbs = new KeptPieces(24);
  /** How the entries of each input begin. */
  private readonly begins: readonly Piece[];

  constructor(names: LogNames) {
    this.names = names;
    const { inputs } = names;
    this.begins =
      inputs.length > 1 ? inputs.map((input) => pieceOf(`{"file":${JSON.stringify(input)},"line":`)) : [];
  }

  /** Puts the line of a packet behind a text. */
  put(packet: Packet, out: ByteText): void {
    const { entries } = packet;
    out.put(BEGIN);
    out.natural(packet.id);
    out.put(FLOW);
    out.natural(packet.flow);
    out.put(DIRECTION[packet.direction]);
    this.putSkb(entries[0]!.skb, out);
    out.put(FATE[packet.fate]);
    out.put(HOPS[isAmbiguous(packet) ? 1 : 0]);
    let last: Entry | null = null;
    /** Where the tuple of the last entry stands: packets are hardly ever translated. */
    let [tuple, tupleEnd] = [0, 0];
    for (const entry of entries) {
      if (last?.netns === entry.netns) out.put(COMMA);
      else {
        if (last !== null) out.put(NEXT_HOP);
        this.putNamespace(entry.netns, packet.boot, out);
      }
      this.putLineAndTime(entry, out);
      this.putHookAndDevices(entry, out);
      const start = out.length;
      if (last !== null && isSameTuple(last, entry)) out.repeat(tuple, tupleEnd - tuple);
      else this.putTuple(entry, out);
      [tuple, tupleEnd] = [start, out.length];
      out.put(END_OF_ENTRY[entry.ambiguous ? 1 : 0]);
      last = entry;
    }
    out.put(END);
  }

  /** Kernel seconds, exact to the microsecond. */
  private putLineAndTime({ file, line, sec, usec, clock }: Entry, out: ByteText): void {
    out.put(this.begins[file] ?? LINE);
    out.natural(line);
    if (clock !== KERNEL_CLOCK) return out.text(`,"time":null,${wallJson(sec, usec, clock)}`);
    out.put(TIME);
    out.natural(sec);
    out.put(POINT);
    out.sixDigits(usec);
    out.put(END_OF_TIME);
  }

  private putSkb(skb: SymbolId, out: ByteText): void {
    const { skbs } = this;
    if (!skbs.has(skb)) skbs.set(symbolJson(this.names.texts, skb));
    skbs.putInto(out);
  }

  /** The beginning of a hop. A namespace may get another name, as more becomes known of it. */
  private putNamespace(netns: SymbolId, boot: number, out: ByteText): void {
    const { namespaces } = this;
    const name = this.names.namespaces.nameOf(netns, boot);
    if (!namespaces.has(netns, boot, 0, 0, name))
      namespaces.set(
        `{"netns":${symbolJson(this.names.texts, netns)},"name":${jsonString(name)},"entries":[`,
      );
    namespaces.putInto(out);
  }

  private putHookAndDevices({ hook, dev, in: inDev, out: outDev }: Entry, out: ByteText): void {
    const { hooks } = this;
    if (!hooks.has(dev, inDev, outDev, hook)) {
      const { texts } = this.names;
      hooks.set(
        `"hook":"${hookName(hook)}","dev":${symbolJson(texts, dev)},` +
          `"in":${symbolJson(texts, inDev)},"out":${symbolJson(texts, outDev)},`,
      );
    }
    hooks.putInto(out);
  }

  private putTuple({ src, sport, dst, dport }: Entry, out: ByteText): void {
    out.put(SRC);
    this.putEndpoint(src, sport, out);
    out.put(DST);
    this.putEndpoint(dst, dport, out);
    out.put(END_OF_TUPLE);
  }

  private putEndpoint(address: SymbolId, port: number, out: ByteText): void {
    const { addresses } = this;
    const hasPort = port !== NO_PORT;
    if (!addresses.has(address, hasPort ? 1 : 0))
      addresses.set(addressText(this.names.texts.text(address), hasPort));
    addresses.putInto(out);
    if (!hasPort) return;
    out.put(COLON);
    out.natural(port);
  }
}

/** Whether two entries show the same tuple; one that lacks ports is another. */
function isSameTuple(a: Entry, b: Entry): boolean {
  return a.src === b.src && a.dst === b.dst && a.sport === b.sport && a.dport === b.dport;
}

/** The wall clock's time in UTC, as precise as the log has it. */
function wallJson(sec: number, usec: number, clock: Clock): string {
  if (clock !== WALL_CLOCK && clock !== KERNEL_WALL_CLOCK) return '';
  const seconds = new Date(sec * 1000).toISOString().slice(0, 19);
  return `"wall":"${seconds}${usec > 0 ? `.${String(usec).padStart(6, '0')}` : ''}Z",`;
}
