import type { Time } from '../model/clock.js';
import type { Entry } from '../model/entry.js';
import type { Flow } from '../model/flow.js';
import { LOCAL_IN, LOCAL_OUT } from '../model/hook.js';
import type { Ledger } from '../model/ledger.js';
import type { Packet } from '../model/packet.js';
import { sameDestination, sameSource, type Glimpse, type Place } from '../model/passage.js';
import type { SymbolId } from '../model/symbol.js';
import { continuationOf } from './continuation.js';
import { fateOf, isNear, type Moment } from './fate.js';
import { Flows, rootOf } from './flows.js';
import { Gaps } from './gaps.js';
import { Generations } from './generations.js';
import { goesOnFrom, splitDoubled, type OpenPacket } from './open-packet.js';

/** A packet of which nothing is seen for this long, in kernel seconds, is closed. */
const GENERATION_SECONDS = 10;
/** As many skb addresses close a generation, too: an endless log without times must not fill the memory. */
const GENERATION_PACKETS = 1 << 15;

/** What the stages around the correlator take from it. */
export interface CorrelatorLinks {
  ledger: Ledger;
  /** The device lo. */
  loopback: SymbolId;
  onPacket(packet: Packet): void;
  onFlow(flow: Flow): void;
}

/** Entries to packets to flows. Packets leave when their skb address is used again, or has been idle long. */
export class Correlator {
  private readonly links: CorrelatorLinks;
  private readonly flows: Flows;
  private readonly open = new Generations<OpenPacket>();
  private readonly gaps = new Gaps();
  private generationSince: Time | null = null;
  private tick = 0;
  private packets = 0;
  private boot = 0;
  /** Where this boot's records begin. */
  private begun: Moment | null = null;

  constructor(links: CorrelatorLinks) {
    this.links = links;
    this.flows = new Flows((flow) => links.onFlow(flow));
  }

  get packetCount(): number {
    return this.packets;
  }

  get flowCount(): number {
    return this.flows.total;
  }

  /** Where an skb address was last seen, if the packet may still be on its way. */
  lastPlace(skb: SymbolId): Place | undefined {
    return this.open.get(skb)?.entries.at(-1);
  }

  /** The log shows the module being loaded: it prints nothing of what was before. */
  moduleLoaded(at: Moment): void {
    this.flows.moduleLoaded();
    this.begun = at;
  }

  push(entry: Entry): void {
    this.begun ??= entry;
    this.gaps.pass(entry);
    this.turnGeneration(entry);
    const packet = this.open.get(entry.skb);
    if (packet === undefined) return this.begin(entry);
    const continuation = continuationOf(packet.entries, entry, this.links.loopback);
    if (continuation === 'no') {
      this.close(packet, null);
      this.begin(entry, packet.glimpsed !== null && goesOnFrom(packet.glimpsed, entry));
    } else this.goOn(packet, continuation === 'certain' ? entry : this.markAmbiguous(entry));
  }

  /**
   * An skb was seen at a hook of which nothing else is known. If it can be the packet that is under way at this
   * address, that packet has a gap, and what looks like its end need not be.
   */
  glimpse(seen: Glimpse): void {
    const packet = this.open.get(seen.skb);
    const last = packet?.entries.at(-1);
    if (packet === undefined || last === undefined || last.hook === LOCAL_IN || seen.hook === LOCAL_OUT)
      return;
    if (!sameSource(last, seen) && !sameDestination(last, seen)) return;
    packet.hasGap = true;
    packet.glimpsed = seen;
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
      packet.tick <= tick - ticks || (packet.tick < tick && packet.entries.at(-1)!.hook === LOCAL_IN);
    for (const packet of this.open.take(isSettled)) this.close(packet, null);
  }

  /** The flows so far, of which packets may still come. */
  get openFlows(): Iterable<Flow> {
    return this.flows.open;
  }

  /** Closes everything: the log ends at this moment, or goes on in another boot. */
  finish(end: Moment): void {
    for (const packet of this.open.clear().sort((a, b) => a.id - b.id)) this.close(packet, end);
    this.flows.clear();
    this.gaps.forget();
    this.generationSince = null;
    this.boot++;
    this.begun = null;
  }

  /** `hasGap`: it may be the rest of a packet of which entries are missing. */
  private begin(entry: Entry, hasGap = false): void {
    const state = this.flows.of(entry, this.boot);
    this.open.set(entry.skb, {
      id: ++this.packets,
      entries: [entry],
      fate: 'open',
      hasGap: hasGap || (entry.hook !== LOCAL_OUT && this.gaps.justBefore(entry)),
      glimpsed: null,
      atBegin: this.begun !== null && isNear(entry, this.begun),
      atEnd: false,
      flow: state.id,
      direction: 'original',
      state,
      tick: this.tick,
      boot: this.boot,
    });
  }

  private goOn(packet: OpenPacket, entry: Entry): void {
    const last = packet.entries[packet.entries.length - 1]!;
    if (!sameSource(last, entry) || !sameDestination(last, entry)) {
      packet.state = this.flows.translate(rootOf(packet.state), last, entry);
    }
    if (this.gaps.between(last, entry)) packet.hasGap = true;
    packet.entries.push(entry);
    packet.tick = this.tick;
  }

  private markAmbiguous(entry: Entry): Entry {
    if (entry.ambiguous) return entry;
    this.links.ledger.entries.ambiguous++;
    return { ...entry, ambiguous: true };
  }

  /** `end` is the log's last moment where it is known, that is when the log ends. */
  private close(packet: OpenPacket, end: Moment | null): void {
    const second = splitDoubled(packet);
    this.report(packet, end);
    if (second !== undefined) this.report({ ...packet, id: ++this.packets, entries: [second] }, end);
  }

  private report(packet: OpenPacket, end: Moment | null): void {
    const flow = rootOf(packet.state);
    const { id, entries } = packet;
    const last = entries.at(-1)!;
    const atEnd = end !== null && isNear(last, end);
    const closed: Packet = {
      id,
      entries,
      fate: fateOf(last, atEnd),
      hasGap: packet.hasGap || (last.hook !== LOCAL_IN && this.gaps.justBehind(last)),
      atBegin: packet.atBegin,
      atEnd,
      boot: packet.boot,
      flow: flow.id,
      direction: flow.directionOf(entries[0]!),
    };
    this.flows.close(closed, flow);
    this.links.onPacket(closed);
  }

  private turnGeneration(entry: Entry): void {
    const since = this.generationSince;
    if (since === null || since.clock !== entry.clock) this.generationSince = entry;
    const age = since?.clock === entry.clock ? entry.sec - since.sec : 0;
    if (age < GENERATION_SECONDS && this.open.youngSize < GENERATION_PACKETS) return;
    this.generationSince = entry;
    for (const packet of this.open.turn()) this.close(packet, null);
    if (age < 2 * GENERATION_SECONDS) return;
    for (const packet of this.open.turn()) this.close(packet, null); // behind a pause, both are old
  }
}
