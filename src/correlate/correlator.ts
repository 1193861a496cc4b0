import type { Entry } from '../model/entry.js';
import type { Flow } from '../model/flow.js';
import { LOCAL_IN, LOCAL_OUT } from '../model/hook.js';
import type { Ledger } from '../model/ledger.js';
import { sameDestination, sameSource, type Glimpse, type Place } from '../model/passage.js';
import type { SymbolId } from '../model/symbol.js';
import { Closing, type CorrelatorSink } from './closing.js';
import { carries, continuationOf } from './continuation.js';
import { isNear, momentOf, type Moment } from './fate.js';
import { isWithoutPorts, lastWithPorts } from './fragments.js';
import { Flows } from './flows.js';
import { Gaps } from './gaps.js';
import { GenerationAge } from './generation-age.js';
import { goesOnFrom, mayBeAt } from './glimpsed.js';
import type { Beginning, OpenPacket } from './packet-rows.js';
import { UnderWay } from './under-way.js';

/** So many tunnels may be in each other. */
const MOST_TUNNELS = 4;

/** What the stages around the correlator take from it. */
export interface CorrelatorLinks {
  ledger: Ledger;
  /** The device lo. */
  loopback: SymbolId;
  sink: CorrelatorSink;
}

/** Entries to packets to flows. Packets leave when their skb address is used again, or has been idle long. */
export class Correlator {
  private readonly links: CorrelatorLinks;
  private readonly flows: Flows;
  private readonly open = new UnderWay();
  private readonly gaps = new Gaps();
  private readonly closing: Closing;
  private readonly age = new GenerationAge();
  private tick = 0;
  private boot = 0;
  /** Where this boot's records begin. */
  private begun: Moment | null = null;

  constructor(links: CorrelatorLinks) {
    this.links = links;
    const { sink } = links;
    this.flows = new Flows((flow) => sink.flow?.(flow));
    this.closing = new Closing({ packets: this.open.packets, flows: this.flows, gaps: this.gaps, sink });
  }

  get packetCount(): number {
    return this.open.packets.lastId;
  }

  get flowCount(): number {
    return this.flows.total;
  }

  /** Where an skb address was last seen, if the packet may still be on its way. */
  lastPlace(skb: SymbolId): Place | undefined {
    const packet = this.open.at(skb);
    return packet === 0 ? undefined : this.open.packets.last(packet);
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
    const { packets } = this.open;
    const packet = this.open.at(entry.skb);
    if (packet === 0) return this.open.begin(this.beginning(entry, false), entry, 0);
    if (this.goesOn(packet, entry)) return;
    const inner = packets.inner(packet);
    if (inner !== 0 && this.resume(packet, entry)) return;
    if (packets.depth(packet) < MOST_TUNNELS && carries(packets.last(packet), entry))
      return this.open.begin(this.beginning(entry, false), entry, packet);
    const seen = packets.glimpsed(packet);
    if (inner !== 0) this.closing.leave(inner, null);
    this.closing.close(packet, null);
    packets.begin(packet, this.beginning(entry, seen !== undefined && goesOnFrom(seen, entry)), entry);
  }

  /** Whether the entry is this packet's next one; then the packet has it. */
  private goesOn(packet: OpenPacket, entry: Entry): boolean {
    const { packets } = this.open;
    const last = packets.last(packet);
    const continuation = continuationOf(packets, packet, last, entry, this.links.loopback);
    if (continuation === 'no') return false;
    if (continuation === 'behind-hole' || this.gaps.between(last, entry)) packets.noteGap(packet);
    this.follow(packet, last, entry);
    const isGuess = continuation === 'likely';
    if (isGuess && !entry.ambiguous) this.links.ledger.entries.ambiguous++;
    packets.add(packet, entry, isGuess || entry.ambiguous, this.tick);
    return true;
  }

  /** Follows a packet's flow to its next entry, where its tuple may be another. */
  private follow(packet: OpenPacket, last: Entry, entry: Entry): void {
    const { packets } = this.open;
    const known = isWithoutPorts(last) ? lastWithPorts(packets.copyEntries(packet)) : last;
    if (
      known !== null &&
      (isWithoutPorts(entry) || (sameSource(known, entry) && sameDestination(known, entry)))
    )
      return;
    const before = packets.flow(packet);
    const flow =
      known === null ? this.flows.of(entry, this.boot) : this.flows.translate(before, known, entry);
    if (flow === before) return;
    this.flows.hold(flow);
    this.flows.release(before);
    packets.setFlow(packet, flow);
  }

  /** Whether the entry is of a packet that this one carries: a tunnel has ended. */
  private resume(outermost: OpenPacket, entry: Entry): boolean {
    const { packets } = this.open;
    let packet = packets.inner(outermost);
    while (packet !== 0 && !this.goesOn(packet, entry)) packet = packets.inner(packet);
    if (packet === 0) return false;
    for (const outer of this.open.resume(entry.skb, packet, outermost)) this.closing.leave(outer, null);
    return true;
  }

  /**
   * An skb was seen at a hook, nothing else is known. If it can be the packet that is under way at this address, that
   * packet has a gap, and what looks like its end need not be.
   */
  glimpse(seen: Glimpse): void {
    const { packets } = this.open;
    const packet = this.open.at(seen.skb);
    if (packet !== 0 && mayBeAt(packets.last(packet), seen)) packets.noteGlimpse(packet, seen);
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
    const { packets } = this.open;
    this.tick++;
    const isSettled = (packet: OpenPacket): boolean =>
      packets.tick(packet) <= tick - ticks ||
      (packets.tick(packet) < tick && packets.last(packet).hook === LOCAL_IN);
    for (const packet of this.open.take(isSettled)) this.closing.leave(packet, null);
  }

  /** The flows so far, of which packets may still come. */
  get openFlows(): Iterable<Flow> {
    return this.flows.open;
  }

  /** Closes everything: the log ends at this moment, or goes on in another boot. */
  finish(end: Moment): void {
    for (const packet of this.open.clear()) this.closing.leave(packet, end);
    this.flows.clear();
    this.gaps.forget();
    this.age.forget();
    this.boot++;
    this.begun = null;
  }

  /** `isRest`: it may be the rest of a packet of which entries are missing. So is what was cut into fragments. */
  private beginning(entry: Entry, isRest: boolean): Beginning {
    const flow = this.flows.of(entry, this.boot);
    this.flows.hold(flow);
    const atBegin = this.begun !== null && isNear(entry, this.begun);
    const isBehindGap = entry.hook !== LOCAL_OUT && this.gaps.justBefore(entry);
    const hasGap = isRest || isBehindGap || entry.fragment;
    return { id: this.open.packets.nextId(), boot: this.boot, flow, hasGap, atBegin, tick: this.tick };
  }

  private turnGeneration(entry: Entry): void {
    for (let turns = this.age.turns(entry, this.open.youngSize); turns > 0; turns--)
      for (const packet of this.open.turn()) this.closing.leave(packet, null);
  }
}
