import type { Entry } from '../model/entry.js';

/** A packet's tuple at one hook. */
export type Tuple = Pick<Entry, 'protocol' | 'src' | 'sport' | 'dst' | 'dport'>;

/** A slot is the four integers of a key and its value, side by side in memory. */
const FIELDS = 5;
const VALUE = 4;
const FIRST_SLOTS = 1 << 6;

/**
 * A hash table from tuples to integers other than 0, in which a tuple and its reverse are one key: open addressing,
 * since every packet is looked up here. Never more than half full.
 */
export class TupleTable {
  private integers = new Int32Array(FIRST_SLOTS * FIELDS);
  private slots = FIRST_SLOTS;
  private count = 0;

  /** 0 where there is none. */
  get(tuple: Tuple): number {
    return this.integers[this.placeOf(tuple) + VALUE]!;
  }

  set(tuple: Tuple, value: number): void {
    if (this.count * 2 >= this.slots) this.grow();
    const at = this.placeOf(tuple);
    const { integers } = this;
    if (integers[at + VALUE] === 0) this.count++;
    const swap = isReversed(tuple);
    integers[at] = swap ? tuple.dst : tuple.src;
    integers[at + 1] = portKey(tuple.protocol, swap ? tuple.dport : tuple.sport);
    integers[at + 2] = swap ? tuple.src : tuple.dst;
    integers[at + 3] = portKey(tuple.protocol, swap ? tuple.sport : tuple.dport);
    integers[at + VALUE] = value;
  }

  /** Forgets all, and keeps its room. */
  clear(): void {
    this.integers.fill(0);
    this.count = 0;
  }

  /** The place of the slot that holds the tuple, or of the free one where it belongs. */
  private placeOf(tuple: Tuple): number {
    const { protocol, src, dst } = tuple;
    const sport = portKey(protocol, tuple.sport);
    const dport = portKey(protocol, tuple.dport);
    return isReversed(tuple) ? this.find(dst, dport, src, sport) : this.find(src, sport, dst, dport);
  }

  private find(a: number, aPort: number, b: number, bPort: number): number {
    const { integers } = this;
    const mask = this.slots - 1;
    for (let slot = hashOf(a, aPort, b, bPort) & mask; ; slot = (slot + 1) & mask) {
      const at = slot * FIELDS;
      if (integers[at + VALUE] === 0) return at;
      if (
        integers[at] === a &&
        integers[at + 1] === aPort &&
        integers[at + 2] === b &&
        integers[at + 3] === bPort
      )
        return at;
    }
  }

  private grow(): void {
    const { integers, slots } = this;
    this.slots = slots * 2;
    this.integers = new Int32Array(this.slots * FIELDS);
    for (let at = 0; at < integers.length; at += FIELDS) {
      if (integers[at + VALUE] === 0) continue;
      const to = this.find(integers[at]!, integers[at + 1]!, integers[at + 2]!, integers[at + 3]!);
      for (let field = 0; field < FIELDS; field++) this.integers[to + field] = integers[at + field]!;
    }
  }
}

/** A port is one of its protocol's; NO_PORT is 0 here. */
function portKey(protocol: number, port: number): number {
  return (protocol << 17) | (port + 1);
}

/** Keys hold the smaller end first. */
function isReversed({ src, sport, dst, dport }: Tuple): boolean {
  return src > dst || (src === dst && sport > dport);
}

function hashOf(a: number, aPort: number, b: number, bPort: number): number {
  let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35) ^ Math.imul((aPort << 16) ^ bPort, 0x27d4eb2f);
  hash = Math.imul(hash ^ (hash >>> 13), 0x165667b1);
  return hash ^ (hash >>> 16);
}
