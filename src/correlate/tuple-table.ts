import type { Entry } from '../model/entry.js';

/** A packet's tuple at one hook. */
export type Tuple = Pick<Entry, 'protocol' | 'src' | 'sport' | 'dst' | 'dport'>;

const FIELDS = 4;
const FIRST_SIZE = 1 << 6;

/**
 * A hash table from tuples to values in which a tuple and its reverse are one key: open addressing over
 * integers, since every packet is looked up here.
 */
export class TupleTable<Value> {
  private keys = new Int32Array(FIRST_SIZE * FIELDS);
  private values = Array.from<Value | undefined>({ length: FIRST_SIZE });
  private count = 0;

  get(tuple: Tuple): Value | undefined {
    return this.values[this.slotOf(tuple)];
  }

  set(tuple: Tuple, value: Value): void {
    if (this.count * 2 >= this.values.length) this.grow();
    const slot = this.slotOf(tuple);
    if (this.values[slot] === undefined) this.count++;
    this.values[slot] = value;
    const swap = isReversed(tuple);
    const at = slot * FIELDS;
    this.keys[at] = swap ? tuple.dst : tuple.src;
    this.keys[at + 1] = portKey(tuple.protocol, swap ? tuple.dport : tuple.sport);
    this.keys[at + 2] = swap ? tuple.src : tuple.dst;
    this.keys[at + 3] = portKey(tuple.protocol, swap ? tuple.sport : tuple.dport);
  }

  /** The slot that holds the tuple, or the free one where it belongs. */
  private slotOf(tuple: Tuple): number {
    const { protocol, src, dst } = tuple;
    const [sport, dport] = [portKey(protocol, tuple.sport), portKey(protocol, tuple.dport)];
    return isReversed(tuple) ? this.find(dst, dport, src, sport) : this.find(src, sport, dst, dport);
  }

  private find(a: number, aPort: number, b: number, bPort: number): number {
    const { keys, values } = this;
    const mask = values.length - 1;
    let slot = hashOf(a, aPort, b, bPort) & mask;
    for (; values[slot] !== undefined; slot = (slot + 1) & mask) {
      const at = slot * FIELDS;
      if (keys[at] === a && keys[at + 1] === aPort && keys[at + 2] === b && keys[at + 3] === bPort) break;
    }
    return slot;
  }

  private grow(): void {
    const { keys, values } = this;
    this.keys = new Int32Array(keys.length * 2);
    this.values = Array.from<Value | undefined>({ length: values.length * 2 });
    values.forEach((value, slot) => {
      if (value === undefined) return;
      const at = slot * FIELDS;
      const to = this.find(keys[at]!, keys[at + 1]!, keys[at + 2]!, keys[at + 3]!);
      this.keys.set(keys.subarray(at, at + FIELDS), to * FIELDS);
      this.values[to] = value;
    });
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
