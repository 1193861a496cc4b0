import { complement, isEmpty, ranges, type ByteSet } from './byte-set.js';
import type { Decision } from './lookahead.js';

/** Writes questions about the bytes from `p` on as JavaScript; sets of several ranges become tables. */
export class Conditions {
  readonly #tables: string[] = [];

  /** Declarations of the tables that the conditions asked for so far look into. */
  get tables(): readonly string[] {
    if (this.#tables.length === 0) return [];
    const maker = 'const set=r=>{const t=new Uint8Array(256);for(const[a,z]of r)t.fill(1,a,z+1);return t};';
    return [maker, ...this.#tables.map((runs, i) => `const T${i}=set(${runs});`)];
  }

  /** Whether the byte at `p + offset` is in the set. */
  within(set: ByteSet, offset: number): string {
    const at = offset === 0 ? 'b[p]' : `b[p+${offset}]`;
    const [runs, gaps] = [ranges(set), ranges(complement(set))];
    if (gaps.length === 0) return 'true';
    if (runs.length === 0) return 'false';
    if (runs.length === 1) return oneRange(at, runs, '===', '<');
    if (gaps.length === 1) return oneRange(at, gaps, '!==', '>=');
    const inverse = this.#tables.indexOf(JSON.stringify(gaps));
    return inverse >= 0 ? `T${inverse}[${at}]===0` : `T${this.#table(JSON.stringify(runs))}[${at}]===1`;
  }

  /** Whether a line goes on in the way that was asked about; false also where it fits neither way. */
  holds(decision: Decision, offset = 0): string {
    const deeper = decision.open.map(({ bytes, after }) => {
      const condition = this.holds(after, offset + 1);
      return `${this.within(bytes, offset)}&&${condition.includes('||') ? `(${condition})` : condition}`;
    });
    // What fits neither way fails soon in either. Behind the first byte it may go wherever the code is shorter.
    const widest = complement(decision.no);
    const yes = offset > 0 && deeper.length === 0 && isSimple(widest) ? widest : decision.yes;
    return [...(isEmpty(yes) ? [] : [this.within(yes, offset)]), ...deeper].join('||');
  }

  #table(runs: string): number {
    const known = this.#tables.indexOf(runs);
    return known >= 0 ? known : this.#tables.push(runs) - 1;
  }
}

function isSimple(set: ByteSet): boolean {
  return ranges(set).length === 1 || ranges(complement(set)).length === 1;
}

function oneRange(
  at: string,
  [[low, high] = [0, 0]]: [number, number][],
  equal: string,
  below: string,
): string {
  return low === high ? `${at}${equal}${low}` : `${at}-${low}>>>0${below}${high - low + 1}`;
}
