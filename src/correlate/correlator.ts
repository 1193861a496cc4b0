import type { Entry } from '../model/entry.js';
import type { Flow } from '../model/flow.js';
import { LOCAL_IN, LOCAL_OUT } from '../model/hook.js';
import type { Ledger } from '../model/ledger.js';
import type { Packet } from '../model/packet.js';
import { sameDestination, sameSource, type Glimpse, type Place } from '../model/passage.js';
import type { SymbolId } from '../model/symbol.js';
import { carries, continuationOf } from './continuation.js';
import { fateOf, isNear, momentOf, type Moment } from './fate.js';
import { endsOf, isWithoutPorts, lastWithPorts } from './fragments.js';
import { Flows, rootOf } from './flows.js';
import { Gaps } from './gaps.js';
import { GenerationAge } from './generation-age.js';
import { goesOnFrom, isTwoPackets, mayBeAt, type Beginning, type OpenPacket } from './open-packet.js';
import { UnderWay } from './under-way.js';

/** So many tunnels may be in each other. */
const MOST_TUNNELS = 4;
/** What the stages around the correlator take from it. */
export interface CorrelatorLinks {
  ledger: Ledger;
  /** The device lo. */
  loopback: SymbolId;
  /** Who takes the packets and flows; packets that nobody takes are only counted. */
  sink: { packet?(packet: Packet): void; flow?(flow: Flow): void };
}

/** Entries to packets to flows. Packets leave when their skb address is used again, or has been idle long. */
export class Correlator {
  private readonly links: CorrelatorLinks;
  private readonly flows: Flows;
  private readonly open = new UnderWay();
  private readonly gaps = new Gaps();
  private readonly age = new GenerationAge();
  private tick = 0;
  private packets = 0;
  private boot = 0;
  /** Where this boot's records begin. */
  private begun: Moment | null = null;

  constructor(links: CorrelatorLinks) {
    this.links = links;
    this.flows = new Flows((flow) => links.sink.flow?.(flow));
  }

  get packetCount(): number {
    return this.packets;
  }

  get flowCount(): number {
    return this.flows.total;
  }

  /** Where an skb address was last seen, if the packet may still be on its way. */
  lastPlace(skb: SymbolId): Place | undefined {
    return this.open.at(skb)?.last;
  }

  /** The log shows the module being loaded: it prints nothing of what was before. */
  moduleLoaded(at: Moment): void {
    this.flows.moduleLoaded();
    this.begun = at;
  }

  /** Takes the next entry of the log, of which it keeps a copy. */
  push(entry: Entry): void {
    this.begun ??= momentOf(entry);
    this.gaps.pass(entry);
    this.turnGeneration(entry);
    const packet = this.open.at(entry.skb);
    if (packet === undefined) return this.open.begin(this.beginning(entry, false), entry, null);
    if (this.goesOn(packet, entry) || (packet.inner !== null && this.resume(packet, entry))) return;
    if (packet.depth < MOST_TUNNELS && carries(packet.last, entry))
      return this.open.begin(this.beginning(entry, false), entry, packet);
    const hasGap = packet.glimpsed !== null && goesOnFrom(packet.glimpsed, entry);
    if (packet.inner !== null) this.leave(packet.inner, null);
    this.close(packet, null);
    packet.begin(this.beginning(entry, hasGap), entry);
  }

  /** Whether the entry is this packet's next one; then the packet has it. */
  private goesOn(packet: OpenPacket, entry: Entry): boolean {
    const { last } = packet;
    const continuation = continuationOf(packet, last, entry, this.links.loopback);
    if (continuation === 'no') return false;
    if (continuation === 'behind-hole') packet.hasGap = true;
    this.goOn(packet, last, entry, continuation === 'likely');
    return true;
  }

  /** Whether the entry is of a packet that this one carries: a tunnel has ended. */
  private resume(outermost: OpenPacket, entry: Entry): boolean {
    let packet: OpenPacket | null = outermost.inner;
    while (packet !== null && !this.goesOn(packet, entry)) packet = packet.inner;
    if (packet === null) return false;
    for (const outer of this.open.resume(entry.skb, packet, outermost)) this.leave(outer, null);
    return true;
  }

  /**
   * An skb was seen at a hook, nothing else is known. If it can be the packet that is under way at this address, that
   * packet has a gap, and what looks like its end need not be.
   */
  glimpse(seen: Glimpse): void {
    const packet = this.open.at(seen.skb);
    if (packet === undefined || !mayBeAt(packet.last, seen)) return;
    packet.hasGap = true;
    packet.glimpsed = { ...seen };
  }

  /** The log says that entries are missing behind this moment. */
  lose(moment: Moment): void {
    this.gaps.add(moment);
  }

  /**
   * The log is followed, and time has passed: closes what has been idle for `ticks` calls of this, and for one where
   * it was delivered.
   */
  settle(ticks: number): void {
    const { tick } = this;
    this.tick++;
    const isSettled = (packet: OpenPacket): boolean =>
      packet.tick <= tick - ticks || (packet.tick < tick && packet.last.hook === LOCAL_IN);
    for (const packet of this.open.take(isSettled)) this.leave(packet, null);
  }

  /** The flows so far, of which packets may still come. */
  get openFlows(): Iterable<Flow> {
    return this.flows.open;
  }

  /** Closes everything: the log ends at this moment, or goes on in another boot. */
  finish(end: Moment): void {
    for (const packet of this.open.clear()) this.leave(packet, end);
    this.flows.clear();
    this.gaps.forget();
    this.age.forget();
    this.boot++;
    this.begun = null;
  }

  /** `isRest`: it may be the rest of a packet of which entries are missing. So is what was cut into fragments. */
  private beginning(entry: Entry, isRest: boolean): Beginning {
    const state = this.flows.of(entry, this.boot);
    const atBegin = this.begun !== null && isNear(entry, this.begun);
    const isBehindGap = entry.hook !== LOCAL_OUT && this.gaps.justBefore(entry);
    const hasGap = isRest || isBehindGap || entry.fragment;
    return { id: ++this.packets, boot: this.boot, state, hasGap, atBegin, tick: this.tick };
  }

  private goOn(packet: OpenPacket, last: Entry, entry: Entry, isGuess: boolean): void {
    const known = isWithoutPorts(last) ? lastWithPorts(packet) : last;
    if (known === null) packet.state = this.flows.of(entry, this.boot);
    else if (!isWithoutPorts(entry) && (!sameSource(known, entry) || !sameDestination(known, entry)))
      packet.state = this.flows.translate(rootOf(packet.state), known, entry);
    if (this.gaps.between(last, entry)) packet.hasGap = true;
    if (isGuess && !entry.ambiguous) this.links.ledger.entries.ambiguous++;
    packet.add(entry, isGuess || entry.ambiguous);
    packet.tick = this.tick;
  }

  /** `end` is the log's last moment where it is known, that is when the log ends. */
  private close(packet: OpenPacket, end: Moment | null): void {
    if (isTwoPackets(packet)) {
      this.report(packet, packet.id, 0, 1, end);
      this.report(packet, ++this.packets, 1, 2, end);
    } else this.report(packet, packet.id, 0, packet.length, end);
  }

  /** The entries from `from` up to `to` of what was taken for one packet are one. */
  private report(open: OpenPacket, id: number, from: number, to: number, end: Moment | null): void {
    const { atBegin, boot } = open;
    const { packet: take } = this.links.sink;
    const last = to === open.length ? open.last : open.at(to - 1);
    const first = open.at(from);
    const flow = rootOf(open.state);
    const ends = first.fragment || last.fragment ? endsOf(open) : { first, last };
    const direction = flow.directionOf(ends.first);
    const hasGap = open.hasGap || (last.hook !== LOCAL_IN && this.gaps.justBehind(last));
    const atEnd = end !== null && isNear(last, end);
    const fate = fateOf(last, atEnd);
    flow.learn(direction, ends.first, ends.last);
    if (take === undefined) return;
    const entries = open.copyEntries(from, to);
    take({ id, entries, fate, hasGap, atBegin, atEnd, boot, flow: flow.id, direction });
  }

  private leave(packet: OpenPacket, end: Moment | null): void {
    if (packet.inner !== null) this.leave(packet.inner, end);
    this.close(packet, end);
    this.open.release(packet);
  }

  private turnGeneration(entry: Entry): void {
    for (let turns = this.age.turns(entry, this.open.youngSize); turns > 0; turns--)
      for (const packet of this.open.turn()) this.leave(packet, null);
  }
}
