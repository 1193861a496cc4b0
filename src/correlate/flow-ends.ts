import type { Entry } from '../model/entry.js';
import { LOCAL_IN, LOCAL_OUT } from '../model/hook.js';
import type { Direction } from '../model/packet.js';
import { canBegin, sameDestination, sameSource } from '../model/passage.js';
import type { SymbolId } from '../model/symbol.js';
import { CLIENT, NOBODY, PUBLISHED, RANKS, SERVER, type FlowPlace, type FlowRows } from './flow-rows.js';

/** How well an end of a flow is known; the better evidence wins, and the earlier among equals. */
const GUESSED = 0;
const WRITTEN = 1;
const TRANSLATED = 2;
const WITNESSED = 3;

/** RANKS has the client's rank, and behind it the server's. */
const RANK_BITS = 3;
const SERVER_SHIFT = 2;

/** The ends of flows: what packets show of who is the client, and who is the server. */
export class FlowEnds {
  private readonly rows: FlowRows;

  constructor(rows: FlowRows) {
    this.rows = rows;
  }

  /** What its first packet shows; `reversed`: that was the server's. */
  begin(flow: FlowPlace, { src, sport, dst, dport }: Entry, reversed: boolean): void {
    this.put(flow, reversed ? SERVER : CLIENT, src, sport);
    this.put(flow, reversed ? CLIENT : SERVER, dst, dport);
  }

  /**
   * The direction of a packet by its first entry. Either end decides: which other end a packet shows there
   * depends on NAT.
   */
  directionOf(flow: FlowPlace, { src, sport, dst, dport }: Entry): Direction {
    if (this.is(flow, CLIENT, src, sport)) return 'original';
    if (this.is(flow, CLIENT, dst, dport)) return 'reply';
    if (this.is(flow, SERVER, src, sport)) return 'reply';
    return this.is(flow, PUBLISHED, src, sport) ? 'reply' : 'original';
  }

  /** Whether the client's address is already known to be translated to another server than this. */
  isAnotherServer(flow: FlowPlace, before: Entry, after: Entry): boolean {
    return (
      this.serverRank(flow) >= TRANSLATED &&
      this.is(flow, PUBLISHED, before.dst, before.dport) &&
      !this.is(flow, SERVER, after.dst, after.dport) &&
      this.is(flow, CLIENT, before.src, before.sport)
    );
  }

  /**
   * Learns at once which server the client's packet was sent on to: if its address is sent elsewhere later,
   * that is another connection. One translation may follow another (published address, service, pod).
   */
  noteTranslation(flow: FlowPlace, before: Entry, after: Entry): void {
    if (!this.is(flow, CLIENT, before.src, before.sport) || sameDestination(before, after)) return;
    this.publish(flow, before.dst, before.dport);
    const goesOn = this.is(flow, SERVER, before.dst, before.dport);
    if (goesOn && this.serverRank(flow) < WITNESSED) this.setServerRank(flow, GUESSED);
    this.setServer(flow, after.dst, after.dport, TRANSLATED);
    this.forgetOwnAddress(flow);
  }

  /** Learns the flow's ends from the first and last entry of a closed packet. */
  learn(flow: FlowPlace, direction: Direction, first: Entry, last: Entry): void {
    if (direction === 'original') this.learnFromOriginal(flow, first, last);
    else this.learnFromReply(flow, first, last);
    this.forgetOwnAddress(flow);
  }

  /** Takes over what is known of a flow that turned out to be a part of this one. */
  absorb(flow: FlowPlace, part: FlowPlace): void {
    const { integers } = this.rows;
    const [client, clientPort] = [integers[part + CLIENT]!, integers[part + CLIENT + 1]!];
    // The other one was taken for a flow of its own because it began with a reply: its ends are the wrong way.
    if (this.is(flow, SERVER, client, clientPort)) return;
    this.setServer(flow, integers[part + SERVER]!, integers[part + SERVER + 1]!, this.serverRank(part));
    this.setClient(flow, client, clientPort, this.clientRank(part));
    const published = integers[part + PUBLISHED]!;
    if (published !== NOBODY) this.publish(flow, published, integers[part + PUBLISHED + 1]!);
    this.forgetOwnAddress(flow);
  }

  private learnFromOriginal(flow: FlowPlace, first: Entry, last: Entry): void {
    const isWhole = canBegin(first.hook);
    if (isWhole) this.setClient(flow, first.src, first.sport, first.hook === LOCAL_OUT ? WITNESSED : WRITTEN);
    const translated = !sameDestination(first, last);
    const rank = last.hook === LOCAL_IN ? WITNESSED : translated ? TRANSLATED : WRITTEN;
    this.setServer(flow, last.dst, last.dport, rank);
    if (isWhole && !this.is(flow, SERVER, first.dst, first.dport)) this.publish(flow, first.dst, first.dport);
  }

  private learnFromReply(flow: FlowPlace, first: Entry, last: Entry): void {
    const rank = first.hook === LOCAL_OUT ? TRANSLATED : WRITTEN;
    if (canBegin(first.hook)) this.setServer(flow, first.src, first.sport, rank);
    if (last.hook === LOCAL_IN) this.setClient(flow, last.dst, last.dport, WRITTEN);
    if (!sameSource(first, last)) this.publish(flow, last.src, last.sport);
  }

  private clientRank(flow: FlowPlace): number {
    return this.rows.integers[flow + RANKS]! & RANK_BITS;
  }

  private serverRank(flow: FlowPlace): number {
    return this.rows.integers[flow + RANKS]! >> SERVER_SHIFT;
  }

  private setServerRank(flow: FlowPlace, rank: number): void {
    this.rows.integers[flow + RANKS] = this.clientRank(flow) | (rank << SERVER_SHIFT);
  }

  private setServer(flow: FlowPlace, address: SymbolId, port: number, rank: number): void {
    if (rank <= this.serverRank(flow)) return;
    this.setServerRank(flow, rank);
    this.put(flow, SERVER, address, port);
  }

  private setClient(flow: FlowPlace, address: SymbolId, port: number, rank: number): void {
    const known = this.clientRank(flow);
    if (rank <= known) return;
    this.rows.integers[flow + RANKS]! += rank - known;
    this.put(flow, CLIENT, address, port);
  }

  /** The client writes to this address, unless another is known. */
  private publish(flow: FlowPlace, address: SymbolId, port: number): void {
    if (this.rows.integers[flow + PUBLISHED] === NOBODY) this.put(flow, PUBLISHED, address, port);
  }

  /** An address that the server itself has is no published one, yet another may still be seen. */
  private forgetOwnAddress(flow: FlowPlace): void {
    const { integers } = this.rows;
    if (this.is(flow, PUBLISHED, integers[flow + SERVER]!, integers[flow + SERVER + 1]!))
      integers[flow + PUBLISHED] = NOBODY;
  }

  private is(flow: FlowPlace, end: number, address: SymbolId, port: number): boolean {
    const { integers } = this.rows;
    return integers[flow + end] === address && integers[flow + end + 1] === port;
  }

  private put(flow: FlowPlace, end: number, address: SymbolId, port: number): void {
    const { integers } = this.rows;
    integers[flow + end] = address;
    integers[flow + end + 1] = port;
  }
}
