import type { Clock, Time } from '../model/clock.js';

/** A packet of which nothing is seen for this long, in seconds, is closed. */
const SECONDS = 10;
/** As many skb addresses close a generation, too: an endless log without times must not fill the memory. */
const PACKETS = 1 << 15;

/** Says when a generation of packets is over. */
export class GenerationAge {
  /** When the generation began, in seconds of this clock; null where none did. */
  private clock: Clock | null = null;
  private since = 0;

  /** Another boot begins. */
  forget(): void {
    this.clock = null;
  }

  /** How many generations are over at this time, with so many packets in the young one; 2 behind a pause. */
  turns({ sec, clock }: Time, packets: number): 0 | 1 | 2 {
    // Times of different clocks have nothing to do with each other.
    const isSameClock = this.clock === clock;
    const age = isSameClock ? sec - this.since : 0;
    const isOver = age >= SECONDS || packets >= PACKETS;
    if (isOver || !isSameClock) {
      this.clock = clock;
      this.since = sec;
    }
    return isOver ? (age >= 2 * SECONDS ? 2 : 1) : 0;
  }
}
