/**
 * What the times of a line are: seconds and microseconds of one of these clocks. Times of different clocks, and
 * of different boots, have nothing to do with each other.
 */
export type Clock = number;

/** The line has no time; its seconds are -1. Only the order of lines is known. */
export const NO_CLOCK: Clock = 0;
/** Seconds since boot, as printk prints them (kernel/sched/clock.c). */
export const KERNEL_CLOCK: Clock = 1;
/** The kernel's own time as dmesg turned it into a wall clock: differences are exact. Seconds since 1970. */
export const KERNEL_WALL_CLOCK: Clock = 2;
/** Seconds since the first line, added up from what dmesg printed between the lines: differences are exact. */
export const ELAPSED_CLOCK: Clock = 3;
/** When somebody in user space got the line, or to the second only. Seconds since 1970. */
export const WALL_CLOCK: Clock = 4;
/** The same without the year, which syslog leaves out. Seconds since the beginning of a leap year. */
export const YEARLESS_CLOCK: Clock = 5;

/** Whether differences of its times are those between the printks, to the microsecond. */
export function isExact(clock: Clock): boolean {
  return clock === KERNEL_CLOCK || clock === KERNEL_WALL_CLOCK || clock === ELAPSED_CLOCK;
}

/** A moment of a clock; `sec` is -1 where there is no clock. */
export interface Time {
  readonly sec: number;
  readonly usec: number;
  readonly clock: Clock;
}

/** Microseconds from `a` to `b`, negative where time ran backwards; NaN where nobody can tell exactly. */
export function microsBetween(a: Time, b: Time): number {
  if (a.clock !== b.clock || !isExact(a.clock)) return NaN;
  return (b.sec - a.sec) * 1e6 + (b.usec - a.usec);
}
