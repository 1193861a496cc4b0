import { isHiddenPointer, NONE, type SymbolId, type SymbolTexts } from '../model/symbol.js';

/** In fewer characters than this two addresses of `init_net` differ only where a line is damaged. */
const DIFFERENT = 3;

/**
 * `&init_net` is one address for as long as a kernel runs, and nearly always another one, or another hash, in the
 * next boot or on another host. So it tells spliced logs apart where no time does.
 */
export class BootMark {
  private readonly texts: SymbolTexts;
  private initnet: SymbolId = NONE;

  constructor(texts: SymbolTexts) {
    this.texts = texts;
  }

  /** Whether a device line with this INITNET is of another boot than those before it. */
  isOfAnother(initnet: SymbolId): boolean {
    if (initnet === this.initnet) return false;
    const text = this.texts.text(initnet);
    if (isHiddenPointer(text)) return false; // It is too early for a hash, or not allowed to be seen.
    const known = this.initnet === NONE ? text : this.texts.text(this.initnet);
    if (this.initnet !== NONE && differences(text, known) < DIFFERENT) return false;
    const isFirst = this.initnet === NONE;
    this.initnet = initnet;
    return !isFirst;
  }

  /** Another boot begins. */
  forget(): void {
    this.initnet = NONE;
  }
}

/** In how many characters two texts differ; those of different length, in all. */
function differences(a: string, b: string): number {
  if (a.length !== b.length) return Math.max(a.length, b.length);
  let count = 0;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) count++;
  return count;
}
