import { destinationOf, sourceOf, type Entry } from '../model/entry.js';
import type { Endpoint, Flow } from '../model/flow.js';
import { LOCAL_IN, LOCAL_OUT } from '../model/hook.js';
import type { Direction } from '../model/packet.js';
import { canBegin, sameDestination, sameSource } from '../model/passage.js';

/** How well an end of a flow is known; the better evidence wins, and the earlier among equals. */
const GUESSED = 0;
const WRITTEN = 1;
const TRANSLATED = 2;
const WITNESSED = 3;

/** A flow while its packets still come. */
export class FlowState implements Flow {
  readonly id: number;
  readonly boot: number;
  readonly protocol: number;
  client: Endpoint;
  server: Endpoint;
  published: Endpoint | null = null;
  readonly packets = { original: 0, reply: 0 };
  readonly aliases: number[] = [];
  /** The flow that this one turned out to be a part of. */
  into: FlowState | undefined;
  private clientRank = GUESSED;
  private serverRank = GUESSED;

  /** `reversed`: the first packet seen was the server's. */
  constructor(id: number, boot: number, first: Entry, reversed: boolean) {
    this.id = id;
    this.boot = boot;
    this.protocol = first.protocol;
    this.client = reversed ? destinationOf(first) : sourceOf(first);
    this.server = reversed ? sourceOf(first) : destinationOf(first);
  }

  /**
   * The direction of a packet by its first entry. Either end decides: which other end a packet shows there
   * depends on NAT.
   */
  directionOf(first: Entry): Direction {
    if (isEnd(this.client, first.src, first.sport)) return 'original';
    if (isEnd(this.client, first.dst, first.dport)) return 'reply';
    if (isEnd(this.server, first.src, first.sport)) return 'reply';
    if (this.published !== null && isEnd(this.published, first.src, first.sport)) return 'reply';
    return 'original';
  }

  /** Whether the client's address is already known to be translated to another server than this. */
  isAnotherServer(before: Entry, after: Entry): boolean {
    return (
      this.serverRank >= TRANSLATED &&
      this.published !== null &&
      isEnd(this.published, before.dst, before.dport) &&
      !isEnd(this.server, after.dst, after.dport) &&
      isEnd(this.client, before.src, before.sport)
    );
  }

  /**
   * Learns at once which server the client's packet was sent on to: if its address is sent elsewhere later,
   * that is another connection. One translation may follow another (published address, service, pod).
   */
  noteTranslation(before: Entry, after: Entry): void {
    if (!isEnd(this.client, before.src, before.sport) || sameDestination(before, after)) return;
    this.published ??= destinationOf(before);
    const goesOn = isEnd(this.server, before.dst, before.dport);
    if (goesOn && this.serverRank < WITNESSED) this.serverRank = GUESSED;
    this.setServer(destinationOf(after), TRANSLATED);
    this.forgetOwnAddress();
  }

  /** Learns the flow's ends from the first and last entry of a closed packet and counts it. */
  learn(direction: Direction, first: Entry, last: Entry): void {
    this.packets[direction]++;
    if (direction === 'original') this.learnFromOriginal(first, last);
    else this.learnFromReply(first, last);
  }

  /** Takes over what is known of a flow that turned out to be a part of this one. */
  absorb(other: FlowState): void {
    other.into = this;
    this.aliases.push(other.id, ...other.aliases);
    this.packets.original += other.packets.original;
    this.packets.reply += other.packets.reply;
    // The other one was taken for a flow of its own because it began with a reply: its ends are the wrong way.
    if (isEnd(this.server, other.client.address, other.client.port)) return;
    if (other.serverRank > this.serverRank) this.setServer(other.server, other.serverRank);
    if (other.clientRank > this.clientRank) this.setClient(other.client, other.clientRank);
    this.published ??= other.published;
    this.forgetOwnAddress();
  }

  private learnFromOriginal(first: Entry, last: Entry): void {
    const clientRank = first.hook === LOCAL_OUT ? WITNESSED : WRITTEN;
    const isWhole = canBegin(first.hook);
    if (isWhole && clientRank > this.clientRank) this.setClient(sourceOf(first), clientRank);
    const translated = !sameDestination(first, last);
    const rank = last.hook === LOCAL_IN ? WITNESSED : translated ? TRANSLATED : WRITTEN;
    if (rank > this.serverRank) this.setServer(destinationOf(last), rank);
    if (isWhole && !isEnd(this.server, first.dst, first.dport)) this.published ??= destinationOf(first);
    this.forgetOwnAddress();
  }

  private learnFromReply(first: Entry, last: Entry): void {
    const rank = first.hook === LOCAL_OUT ? TRANSLATED : WRITTEN;
    if (canBegin(first.hook) && rank > this.serverRank) this.setServer(sourceOf(first), rank);
    if (last.hook === LOCAL_IN && WRITTEN > this.clientRank) this.setClient(destinationOf(last), WRITTEN);
    if (!sameSource(first, last)) this.published ??= sourceOf(last);
    this.forgetOwnAddress();
  }

  private setServer(server: Endpoint, rank: number): void {
    if (rank <= this.serverRank) return;
    this.serverRank = rank;
    this.server = server;
  }

  private setClient(client: Endpoint, rank: number): void {
    if (rank <= this.clientRank) return;
    this.clientRank = rank;
    this.client = client;
  }

  /** An address that the server itself has is no published one, yet another may still be seen. */
  private forgetOwnAddress(): void {
    if (this.published !== null && isEnd(this.published, this.server.address, this.server.port)) {
      this.published = null;
    }
  }
}

function isEnd(end: Endpoint, address: number, port: number): boolean {
  return end.address === address && end.port === port;
}
