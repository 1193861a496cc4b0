import {
  ELAPSED_CLOCK,
  KERNEL_CLOCK,
  KERNEL_WALL_CLOCK,
  NO_CLOCK,
  WALL_CLOCK,
  YEARLESS_CLOCK,
  type Clock,
} from '../model/clock.js';
import type { LayerSink, OriginSink } from './layer-sink.js';
import type { LoadedText } from './loaded-text.js';
import { Places } from './places.js';
import type { WallClock } from './wall-clock.js';
import { WallStamp } from './wall-stamp.js';

/** More layers than this stand around no line. */
const MOST_LAYERS = 16;

/** Peels off what stands around a kernel's line, layer by layer, and keeps what it says. */
export class Layers implements LayerSink, OriginSink {
  /** What the layers of the last line say: its time, `sec` -1 where none does. */
  sec = -1;
  usec = 0;
  clock: Clock = NO_CLOCK;
  /** Where the caller's name begins and ends in the chunk; equal where there is none. */
  callerStart = 0;
  callerEnd = 0;
  /** Number of the record in /dev/kmsg, -1 where the line is none. */
  seq = -1;
  isFromProgram = false;
  /** How many lines the line says were lost right before it; 0 where it says nothing. */
  lost = 0;
  /** Layers were seen by which each line counts: times relative to the line before, or numbers. */
  needEveryLine = false;

  private readonly wallClock: WallClock;
  private readonly places = new Places();
  private readonly stamp = new WallStamp();
  private readonly elapsed = { sec: 0, usec: 0 };
  private next = 0;
  private hasTime = false;

  constructor(wallClock: WallClock) {
    this.wallClock = wallClock;
  }

  /** Remembers a text of a layer by its place; the number stands for it. */
  place(start: number, end: number): number {
    return this.places.add(start, end);
  }

  /**
   * Peels the line at `start`; returns where what is in it begins. Nothing stands around nftrace's tag any more where
   * that is `tag`.
   */
  peel(start: number, tag: number, text: LoadedText): number {
    this.sec = -1;
    this.clock = NO_CLOCK;
    this.seq = -1;
    this.lost = 0;
    this.isFromProgram = this.hasTime = false;
    this.callerEnd = this.callerStart;
    this.stamp.form = null;
    let at = start;
    for (let count = 0; count < MOST_LAYERS && at !== tag; count++) {
      this.places.clear();
      this.next = -1;
      const end = text.layer(at);
      if (end < 0 && (!this.hasTime || text.origin(at) < 0)) break;
      at = this.next < 0 ? end : this.next;
    }
    this.readStamp(text.bytes);
    return at;
  }

  plain(rest: number): void {
    this.next = this.places.start(rest);
  }

  program(rest: number): void {
    this.isFromProgram = true;
    this.plain(rest);
  }

  kernelTime(sec: number, usec: number, caller: number, rest: number): void {
    this.setTime(sec, usec, KERNEL_CLOCK);
    this.caller(caller, rest);
  }

  caller(caller: number, rest: number): void {
    if (caller !== 0) {
      this.callerStart = this.places.start(caller);
      this.callerEnd = this.places.end(caller);
    }
    this.plain(rest);
  }

  relative(forward: number, sec: number, usec: number, rest: number): void {
    const { elapsed } = this;
    const micros = elapsed.usec + (forward === 1 ? usec : -usec);
    elapsed.sec += (forward === 1 ? sec : -sec) + Math.floor(micros / 1e6);
    elapsed.usec = micros - Math.floor(micros / 1e6) * 1e6;
    this.minute(rest);
  }

  minute(rest: number): void {
    this.needEveryLine = true;
    this.setTime(Math.max(this.elapsed.sec, 0), this.elapsed.usec, ELAPSED_CLOCK);
    this.plain(rest);
  }

  ctime(stamp: number, rest: number): void {
    this.setStamp('ctime', WALL_CLOCK, stamp, 0, 0);
    this.plain(rest);
  }

  isoTime(stamp: number, fraction: number, exact: number, zone: number, rest: number): void {
    this.setStamp('iso', exact === 1 ? KERNEL_WALL_CLOCK : WALL_CLOCK, stamp, fraction, zone);
    this.plain(rest);
  }

  unixTime(sec: number, usec: number, rest: number): void {
    this.setTime(sec, usec, WALL_CLOCK);
    this.plain(rest);
  }

  syslogTime(stamp: number, fraction: number, rest: number): void {
    this.setStamp('yearless', YEARLESS_CLOCK, stamp, fraction, 0);
    this.plain(rest);
  }

  journalTime(stamp: number, fraction: number, zone: number, rest: number): void {
    this.setStamp('journal', WALL_CLOCK, stamp, fraction, zone);
    this.plain(rest);
  }

  record(seq: number, sec: number, usec: number, caller: number, rest: number): void {
    this.seq = seq;
    this.needEveryLine = true;
    this.kernelTime(sec, usec, caller, rest);
  }

  dropped(count: number, rest: number): void {
    this.lost = count;
    this.plain(rest);
  }

  /** The kernel's own time says most; of others the innermost is the nearest to when it was printed. */
  private setTime(sec: number, usec: number, clock: Clock): void {
    this.hasTime = true;
    if (this.clock === KERNEL_CLOCK) return;
    this.sec = sec;
    this.usec = usec;
    this.clock = clock;
    this.stamp.form = null;
  }

  private setStamp(
    form: NonNullable<WallStamp['form']>,
    clock: Clock,
    stamp: number,
    fraction: number,
    zone: number,
  ): void {
    this.hasTime = true;
    if (this.clock !== KERNEL_CLOCK) this.stamp.set(form, clock, this.places, stamp, fraction, zone);
  }

  private readStamp(chunk: Buffer): void {
    const { stamp } = this;
    if (stamp.form === null) return;
    const sec = stamp.seconds(chunk, this.wallClock);
    if (!Number.isNaN(sec)) this.setTime(sec, stamp.micros(chunk), stamp.clock);
  }
}
