import { both, either, get, i32, type Code } from '../wasm/instructions.js';
import { complement, isEmpty, ranges, type ByteSet } from './byte-set.js';
import type { Decision } from './lookahead.js';
import type { Tables } from './tables.js';

/** The local in which every function has the place of the next byte. */
export const PLACE = 0;

/** Writes questions about the bytes from the place on; sets of several ranges become tables. */
export class Conditions {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** Whether the byte `offset` behind the place is in the set. */
  within(set: ByteSet, offset: number): Code {
    const byte = i32.load8(get(PLACE), offset);
    const [runs, gaps] = [ranges(set), ranges(complement(set))];
    if (gaps.length === 0) return i32.const(1);
    if (runs.length === 0) return i32.const(0);
    if (runs.length === 1) return oneRange(byte, runs, i32.eq, i32.ltU);
    if (gaps.length === 1) return oneRange(byte, gaps, i32.ne, i32.geU);
    const inverse = this.#tables.find(complement(set));
    return inverse === null ? i32.load8(byte, this.#tables.add(set)) : i32.eqz(i32.load8(byte, inverse));
  }

  /** Whether a line goes on in the way that was asked about; false also where it fits neither way. */
  holds(decision: Decision, offset = 0): Code {
    const deeper = decision.open.map(({ bytes, after }) =>
      both(this.within(bytes, offset), this.holds(after, offset + 1)),
    );
    // What fits neither way fails soon in either. Behind the first byte it may go wherever the code is shorter.
    const simplest = complement(decision.no);
    const yes = offset > 0 && deeper.length === 0 && isSimple(simplest) ? simplest : decision.yes;
    const ways = [...(isEmpty(yes) ? [] : [this.within(yes, offset)]), ...deeper];
    return ways.length === 0 ? i32.const(0) : ways.reduceRight((rest, way) => either(way, rest));
  }
}

function isSimple(set: ByteSet): boolean {
  return ranges(set).length === 1 || ranges(complement(set)).length === 1;
}

function oneRange(
  byte: Code,
  [[low, high] = [0, 0]]: [number, number][],
  equal: (a: Code, b: Code) => Code,
  below: (a: Code, b: Code) => Code,
): Code {
  if (low === high) return equal(byte, i32.const(low));
  return below(i32.sub(byte, i32.const(low)), i32.const(high - low + 1));
}
