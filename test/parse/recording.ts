import type { SymbolId, SymbolTexts } from '../../src/model/symbol.js';
import type { TraceLineSink } from '../../src/model/trace-line.js';

/** A trace line with its fields by name and its symbols as text; null is NONE. */
export type Recorded = Readonly<Record<string, string | number | null>>;

/** A sink that keeps what it is given. */
export class Recording implements TraceLineSink {
  readonly all: Recorded[] = [];
  readonly #texts: SymbolTexts;

  constructor(texts: SymbolTexts) {
    this.#texts = texts;
  }

  #text(symbol: SymbolId): string | null {
    return symbol === 0 ? null : this.#texts.text(symbol);
  }

  separator(label: SymbolId, sec: number, usec: number): void {
    this.all.push({ kind: 'separator', label: this.#text(label), sec, usec });
  }

  device(dev: SymbolId, netns: SymbolId, initnet: SymbolId, sec: number, usec: number): void {
    const [name, ns, init] = [dev, netns, initnet].map((symbol) => this.#text(symbol));
    this.all.push({ kind: 'device', dev: name!, netns: ns!, initnet: init!, sec, usec });
  }

  inOut(
    inDev: SymbolId,
    inNetns: SymbolId,
    outDev: SymbolId,
    outNetns: SymbolId,
    sec: number,
    usec: number,
  ): void {
    const texts = { inDev: this.#text(inDev), inNetns: this.#text(inNetns) };
    this.all.push({
      kind: 'inOut',
      ...texts,
      outDev: this.#text(outDev),
      outNetns: this.#text(outNetns),
      sec,
      usec,
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
  ): void {
    const texts = { src: this.#text(src), dst: this.#text(dst), skb: this.#text(skb) };
    this.all.push({ kind: 'packet', hook, sport, dport, ...texts, sec, usec });
  }

  moduleMark(loaded: number, sec: number, usec: number): void {
    this.all.push({ kind: 'moduleMark', loaded, sec, usec });
  }
}
