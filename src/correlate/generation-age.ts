import type { Time } from '../model/clock.js';

/** A packet of which nothing is seen for this long, in seconds, is closed. */
const SECONDS = 10;
/** As many skb addresses close a generation, too: an endless log without times must not fill the memory. */
const PACKETS = 1 << 15;

/** Says when a generation of packets is over. */
export class GenerationAge {
  private since: Time | null = null;

  /** Another boot begins. */
  forget(): void {
    this.since = null;
  }

  /** How many generations are over at this time, with so many packets in the young one; 2 behind a pause. */
  turns(now: Time, packets: number): 0 | 1 | 2 {
    const { since } = this;
    // Times of different clocks have nothing to do with each other.
    const isSameClock = since !== null && since.clock === now.clock;
    const age = isSameClock ? now.sec - since.sec : 0;
    const isOver = age >= SECONDS || packets >= PACKETS;
    if (isOver || !isSameClock) this.since = now;
    return isOver ? (age >= 2 * SECONDS ? 2 : 1) : 0;
  }
}
