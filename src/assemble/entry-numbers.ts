/**
 * The numbers of format 2's entries. Each CPU counts its own from 1, and prints them in order, so what is missing is known
 * exactly. Numbers of several CPUs are not comparable.
 */
export class EntryNumbers {
  /** The newest number of each CPU. */
  private readonly newest = new Map<number, number>();
  /** The log shows the module being loaded: it begins with number 1. */
  private fromTheStart = false;

  /**
   * Takes a CPU's next number. `missing` entries of it are not in the log, and `before` says that they are from before
   * the log's beginning. `isAgain`: the module was loaded again, or the log repeats itself, and nobody knows what is
   * missing before.
   */
  take(cpu: number, seq: number): { missing: number; before: boolean; isAgain: boolean } {
    const last = this.newest.get(cpu);
    const isAgain = last !== undefined && seq <= last;
    if (isAgain) this.forget();
    const isFirst = last === undefined || isAgain;
    const missing = seq - 1 - (isFirst ? 0 : last);
    this.newest.set(cpu, seq);
    return { missing, before: isFirst && !this.fromTheStart, isAgain };
  }

  /** How many entries the module has printed so far, as far as its lines tell; also those that are missing. */
  get printed(): number {
    let sum = 0;
    for (const seq of this.newest.values()) sum += seq;
    return sum;
  }

  /** The module is loaded, here in the log. */
  loaded(): void {
    this.forget();
    this.fromTheStart = true;
  }

  /** Another boot begins, or the module is gone. */
  forget(): void {
    this.newest.clear();
    this.fromTheStart = false;
  }
}
