import { hash } from 'node:crypto';
import type { Entry } from '../../model/entry.js';
import type { SymbolTexts } from '../../model/symbol.js';

const TRACE_DIGITS = 32;
const SPAN_DIGITS = 16;

/**
 * Ids of the traces and spans of one boot, made from what the log says at its beginning: the same log has the same
 * ids, and so has one that goes on where it ended; other boots and hosts have others.
 */
export class OtlpIds {
  private readonly seed: string;

  /** `first` is the boot's first entry. */
  constructor(first: Entry, boot: number, texts: SymbolTexts) {
    const { netns, initnet, dev, in: inDev, out, src, dst, skb } = first;
    const { clock, sec, usec, hook, sport, dport } = first;
    const symbols = [netns, initnet, dev, inDev, out, src, dst, skb].map((symbol) => texts.text(symbol));
    this.seed = digits(JSON.stringify([boot, clock, sec, usec, hook, sport, dport, symbols]), 64);
  }

  /** The trace of a flow. */
  trace(flow: number): string {
    return digits(`${this.seed} trace ${flow}`, TRACE_DIGITS);
  }

  /** The span of a flow itself. */
  flow(id: number): string {
    return digits(`${this.seed} flow ${id}`, SPAN_DIGITS);
  }

  /** The span of a packet. */
  packet(id: number): string {
    return digits(`${this.seed} packet ${id}`, SPAN_DIGITS);
  }

  /** The span of a packet's entry by its index. */
  entry(packet: number, index: number): string {
    return digits(`${this.seed} entry ${packet} ${index}`, SPAN_DIGITS);
  }
}

/** Ids must not be all zeros; this has a chance of one in 2^64. */
function digits(text: string, count: number): string {
  return hash('sha256', text, 'hex').slice(0, count);
}
