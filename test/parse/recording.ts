import { KERNEL_CLOCK } from '../../src/model/clock.js';
import { NONE, type SymbolId, type SymbolTexts } from '../../src/model/symbol.js';
import type { EntryLine, Position, TraceLineSink } from '../../src/model/trace-line.js';
import { TRACE_LINES } from '../../src/parse/compile/sink.js';

/** The fields of a format 2 line that are symbols. */
const SYMBOLS = new Set('netns inode cookie initnet dev inDev outDev skb src dst'.split(' '));

/** A trace line with its fields by name and its symbols as text; null is NONE. */
export type Recorded = Readonly<Record<string, string | number | null>>;

/** A sink that keeps what it is given. */
export class Recording implements TraceLineSink {
  readonly all: Recorded[] = [];
  readonly #texts: SymbolTexts;
  readonly #position: Position | undefined;

  /** With a position, what stands around a line is recorded, too. */
  constructor(texts: SymbolTexts, position?: Position) {
    this.#texts = texts;
    this.#position = position;
  }

  #around(sec: number, usec: number, caller: SymbolId): Recorded {
    const position = this.#position;
    if (position === undefined) return { sec, usec, caller: this.#text(caller) };
    const time = sec < 0 ? position : { sec, usec, clock: KERNEL_CLOCK };
    const by = caller === NONE ? position.caller : caller;
    return { sec: time.sec, usec: time.usec, clock: time.clock, caller: this.#text(by) };
  }

  #text(symbol: SymbolId): string | null {
    return symbol === 0 ? null : this.#texts.text(symbol);
  }

  separator(label: SymbolId, sec: number, usec: number, caller: SymbolId): void {
    this.all.push({ kind: 'separator', label: this.#text(label), ...this.#around(sec, usec, caller) });
  }

  device(
    dev: SymbolId,
    netns: SymbolId,
    initnet: SymbolId,
    sec: number,
    usec: number,
    caller: SymbolId,
  ): void {
    const [name, ns, init] = [dev, netns, initnet].map((symbol) => this.#text(symbol));
    this.all.push({
      kind: 'device',
      dev: name!,
      netns: ns!,
      initnet: init!,
      ...this.#around(sec, usec, caller),
    });
  }

  inOut(
    inDev: SymbolId,
    inNetns: SymbolId,
    outDev: SymbolId,
    outNetns: SymbolId,
    sec: number,
    usec: number,
    caller: SymbolId,
  ): void {
    const texts = { inDev: this.#text(inDev), inNetns: this.#text(inNetns) };
    this.all.push({
      kind: 'inOut',
      ...texts,
      outDev: this.#text(outDev),
      outNetns: this.#text(outNetns),
      ...this.#around(sec, usec, caller),
    });
  }

  packet(
    hook: number,
    src: SymbolId,
    sport: number,
    dst: SymbolId,
    dport: number,
    skb: SymbolId,
    sec: number,
    usec: number,
    caller: SymbolId,
  ): void {
    const texts = { src: this.#text(src), dst: this.#text(dst), skb: this.#text(skb) };
    this.all.push({ kind: 'packet', hook, sport, dport, ...texts, ...this.#around(sec, usec, caller) });
  }

  entry(...line: EntryLine): void {
    const [sec, usec, caller] = [line[25], line[26], line[27]];
    const fields = TRACE_LINES.entry.slice(0, 25).map((name, i) => {
      const value = line[i]!;
      return [name, SYMBOLS.has(name) ? this.#text(value) : value] as const;
    });
    this.all.push({ kind: 'entry', ...Object.fromEntries(fields), ...this.#around(sec, usec, caller) });
  }

  totals(printed: number, leftOut: number, sec: number, usec: number, caller: SymbolId): void {
    this.all.push({ kind: 'totals', printed, leftOut, ...this.#around(sec, usec, caller) });
  }

  moduleMark(loaded: number, sec: number, usec: number, caller: SymbolId): void {
    this.all.push({ kind: 'moduleMark', loaded, ...this.#around(sec, usec, caller) });
  }
}
