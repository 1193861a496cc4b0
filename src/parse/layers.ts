import {
  ELAPSED_CLOCK,
  KERNEL_CLOCK,
  KERNEL_WALL_CLOCK,
  NO_CLOCK,
  WALL_CLOCK,
  YEARLESS_CLOCK,
  type Clock,
} from '../model/clock.js';
import type { Bound } from './bindings.js';
import type { WallClock } from './wall-clock.js';

/**
 * Takes one layer of what stands around a kernel's line, see grammar/layers.ne. Texts are numbers of `Layers.place`, 0
 * where there is none; `rest` is what the layer stands around.
 */
export interface LayerSink extends Pick<OriginSink, 'plain'> {
  kernelTime(sec: number, usec: number, caller: number, rest: number): void;
  caller(caller: number, rest: number): void;
  /** Time since the line before; `forward` 0 where it ran backwards. */
  relative(forward: number, sec: number, usec: number, rest: number): void;
  /** A minute of the wall clock: the line before it is not known to be near. */
  minute(rest: number): void;
  ctime(stamp: number, rest: number): void;
  isoTime(stamp: number, fraction: number, exact: number, zone: number, rest: number): void;
  unixTime(sec: number, usec: number, rest: number): void;
  syslogTime(stamp: number, fraction: number, rest: number): void;
  journalTime(stamp: number, fraction: number, zone: number, rest: number): void;
  /** A record of /dev/kmsg; `seq` is one more with each. */
  record(seq: number, sec: number, usec: number, caller: number, rest: number): void;
  /** So many lines before this one were not printed. */
  dropped(count: number, rest: number): void;
}

/** Takes who a line is from. */
export interface OriginSink {
  plain(rest: number): void;
  /** A program, not the kernel. */
  program(rest: number): void;
}

/** More layers than this stand around no line. */
const MOST_LAYERS = 16;

/** Peels off what stands around a kernel's line, layer by layer, and keeps what it says. */
export class Layers implements LayerSink, OriginSink {
  /** What the layers of the last line say: its time, `sec` -1 where none does. */
  sec = -1;
  usec = 0;
  clock: Clock = NO_CLOCK;
  /** Where the caller's name begins and ends in the chunk; equal where there is none. */
  readonly callerSpan = { start: 0, end: 0 };
  /** Number of the record in /dev/kmsg, -1 where the line is none. */
  seq = -1;
  isFromProgram = false;
  /** How many lines the line says were lost right before it; 0 where it says nothing. */
  lost = 0;
  /** Layers with times relative to the line before were seen: each line counts then. */
  areRelative = false;

  private readonly wallClock: WallClock;
  private readonly spans: { start: number; end: number }[] = [];
  private spanCount = 0;
  private chunk: Buffer = Buffer.alloc(0);
  private next = 0;
  private hasTime = false;
  private elapsed = { sec: 0, usec: 0 };

  constructor(wallClock: WallClock) {
    this.wallClock = wallClock;
  }

  /** Peels the line at `start`; returns where what is in it begins. */
  peel(start: number, { bytes, layer, origin }: Bound): number {
    this.chunk = bytes;
    this.sec = -1;
    this.clock = NO_CLOCK;
    this.seq = -1;
    this.lost = 0;
    this.isFromProgram = this.hasTime = false;
    this.callerSpan.end = this.callerSpan.start;
    let at = start;
    for (let count = 0; count < MOST_LAYERS; count++) {
      this.spanCount = 0;
      this.next = -1;
      const end = layer(at);
      if (end < 0 && (!this.hasTime || origin(at) < 0)) break;
      at = this.next < 0 ? end : this.next;
    }
    return at;
  }

  plain(rest: number): void {
    this.next = this.start(rest);
  }

  program(rest: number): void {
    this.isFromProgram = true;
    this.next = this.start(rest);
  }

  kernelTime(sec: number, usec: number, caller: number, rest: number): void {
    this.setTime(sec, usec, KERNEL_CLOCK);
    this.caller(caller, rest);
  }

  caller(caller: number, rest: number): void {
    const { start, end } = this.spans[caller - 1] ?? { start: 0, end: 0 };
    if (caller !== 0) Object.assign(this.callerSpan, { start, end });
    this.next = this.start(rest);
  }

  relative(forward: number, sec: number, usec: number, rest: number): void {
    const { elapsed } = this;
    const micros = elapsed.usec + (forward === 1 ? usec : -usec);
    elapsed.sec += (forward === 1 ? sec : -sec) + Math.floor(micros / 1e6);
    elapsed.usec = micros - Math.floor(micros / 1e6) * 1e6;
    this.areRelative = true;
    this.minute(rest);
  }

  minute(rest: number): void {
    this.areRelative = true;
    this.setTime(Math.max(this.elapsed.sec, 0), this.elapsed.usec, ELAPSED_CLOCK);
    this.next = this.start(rest);
  }

  ctime(stamp: number, rest: number): void {
    this.setTime(this.wallClock.ctime(this.text(stamp)), 0, WALL_CLOCK);
    this.next = this.start(rest);
  }

  isoTime(stamp: number, fraction: number, exact: number, zone: number, rest: number): void {
    const clock = exact === 1 ? KERNEL_WALL_CLOCK : WALL_CLOCK;
    this.setTime(this.wallClock.iso(this.text(stamp), this.text(zone)), this.micros(fraction), clock);
    this.next = this.start(rest);
  }

  unixTime(sec: number, usec: number, rest: number): void {
    this.setTime(sec, usec, WALL_CLOCK);
    this.next = this.start(rest);
  }

  syslogTime(stamp: number, fraction: number, rest: number): void {
    this.setTime(this.wallClock.yearless(this.text(stamp)), this.micros(fraction), YEARLESS_CLOCK);
    this.next = this.start(rest);
  }

  /** Its zone is an abbreviation, of which only UTC says for sure which one it is. */
  journalTime(stamp: number, fraction: number, zone: number, rest: number): void {
    const known = /^(UTC|GMT)$/.test(this.text(zone)) ? 'Z' : '';
    const iso = this.text(stamp).replace(' ', 'T');
    this.setTime(this.wallClock.iso(iso, known), this.micros(fraction), WALL_CLOCK);
    this.next = this.start(rest);
  }

  record(seq: number, sec: number, usec: number, caller: number, rest: number): void {
    this.seq = seq;
    this.kernelTime(sec, usec, caller, rest);
  }

  dropped(count: number, rest: number): void {
    this.lost = count;
    this.next = this.start(rest);
  }

  /** The kernel's own time says most; of others the innermost is the nearest to when it was printed. */
  private setTime(sec: number, usec: number, clock: Clock): void {
    this.hasTime = true;
    if (this.clock === KERNEL_CLOCK || Number.isNaN(sec)) return;
    this.sec = sec;
    this.usec = usec;
    this.clock = clock;
  }

  /** Remembers a text of the layer by its place; the number stands for it. */
  place(start: number, end: number): number {
    const span = this.spans[this.spanCount];
    if (span === undefined) this.spans.push({ start, end });
    else Object.assign(span, { start, end });
    return ++this.spanCount;
  }

  /** Where a text begins; -1 where there is none. */
  private start(text: number): number {
    return text === 0 ? -1 : this.spans[text - 1]!.start;
  }

  private text(text: number): string {
    if (text === 0) return '';
    const { start, end } = this.spans[text - 1]!;
    return this.chunk.toString('latin1', start, end);
  }

  private micros(fraction: number): number {
    return fraction === 0 ? 0 : Number(this.text(fraction).slice(0, 6).padEnd(6, '0'));
  }
}
