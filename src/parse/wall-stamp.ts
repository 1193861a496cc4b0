import { NO_CLOCK, type Clock } from '../model/clock.js';
import type { Places } from './places.js';
import type { WallClock, WallForm } from './wall-clock.js';

/** Where the stamp of a wall clock stands in a line. It is read only where no layer further in has the kernel's time. */
export class WallStamp {
  /** null: there is none. */
  form: WallForm | null = null;
  clock: Clock = NO_CLOCK;
  private start = 0;
  private end = 0;
  private fraction = -1;
  private fractionEnd = 0;
  private zone = -1;
  private zoneEnd = 0;

  set(form: WallForm, clock: Clock, places: Places, stamp: number, fraction: number, zone: number): void {
    this.form = form;
    this.clock = clock;
    this.start = places.start(stamp);
    this.end = places.end(stamp);
    this.fraction = places.start(fraction);
    this.fractionEnd = places.end(fraction);
    this.zone = places.start(zone);
    this.zoneEnd = places.end(zone);
  }

  /** Seconds since 1970, NaN where there is no such date. */
  seconds(chunk: Buffer, wallClock: WallClock): number {
    if (this.form === null) return NaN;
    const zone = this.zone < 0 ? '' : chunk.toString('latin1', this.zone, this.zoneEnd);
    return wallClock.read(this.form, chunk.toString('latin1', this.start, this.end), zone);
  }

  /** Microseconds. */
  micros(chunk: Buffer): number {
    if (this.fraction < 0) return 0;
    return Number(chunk.toString('latin1', this.fraction, this.fractionEnd).slice(0, 6).padEnd(6, '0'));
  }
}
