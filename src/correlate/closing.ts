import type { Flow } from '../model/flow.js';
import { LOCAL_IN } from '../model/hook.js';
import type { Packet } from '../model/packet.js';
import { fateOf, isNear, type Moment } from './fate.js';
import type { Flows } from './flows.js';
import { endsOf } from './fragments.js';
import type { Gaps } from './gaps.js';
import type { OpenPackets } from './open-packets.js';
import type { OpenPacket } from './packet-rows.js';
import { isTwoPackets } from './two-packets.js';

/** Who takes the packets and flows; packets that nobody takes are only counted. */
export interface CorrelatorSink {
  packet?(packet: Packet): void;
  /** See `AnalysisSink`. */
  readonly borrowsEntries?: boolean;
  flow?(flow: Flow): void;
}

/** What a closed packet is judged by. */
export interface ClosingLinks {
  readonly packets: OpenPackets;
  readonly flows: Flows;
  readonly gaps: Gaps;
  readonly sink: CorrelatorSink;
}

/** Closes packets: their flow learns from them, and they are handed out. */
export class Closing {
  private readonly links: ClosingLinks;

  constructor(links: ClosingLinks) {
    this.links = links;
  }

  /** A packet, and those that it carries, are no longer under way; `end` is the log's last moment, when the log ends. */
  leave(packet: OpenPacket, end: Moment | null): void {
    const { packets } = this.links;
    const inner = packets.inner(packet);
    if (inner !== 0) this.leave(inner, end);
    this.close(packet, end);
    packets.giveBack(packet);
  }

  /** The same for a packet that carries none, and at whose place the next one begins. */
  close(packet: OpenPacket, end: Moment | null): void {
    const { packets, flows } = this.links;
    if (isTwoPackets(packets, packet)) {
      this.report(packet, packets.id(packet), 0, 1, end);
      this.report(packet, packets.nextId(), 1, 2, end);
    } else this.report(packet, packets.id(packet), 0, packets.length(packet), end);
    flows.release(packets.flow(packet));
  }

  /** The entries from `from` up to `to` of what was taken for one packet are one. */
  private report(open: OpenPacket, id: number, from: number, to: number, end: Moment | null): void {
    const { packets, flows, gaps, sink } = this.links;
    const last = to === packets.length(open) ? packets.last(open) : packets.at(open, to - 1);
    const first = packets.at(open, from);
    const ends = first.fragment || last.fragment ? endsOf(packets.copyEntries(open)) : { first, last };
    const { flow, direction } = flows.learn(packets.flow(open), ends.first, ends.last);
    if (sink.packet === undefined) return;
    const atEnd = end !== null && isNear(last, end);
    sink.packet({
      id,
      entries:
        sink.borrowsEntries === true
          ? packets.lendEntries(open, from, to)
          : packets.copyEntries(open, from, to),
      fate: fateOf(last, atEnd),
      hasGap: packets.hasGap(open) || (last.hook !== LOCAL_IN && gaps.justBehind(last)),
      atBegin: packets.atBegin(open),
      atEnd,
      boot: packets.boot(open),
      flow,
      direction,
    });
  }
}
