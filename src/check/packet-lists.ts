import { doubled } from '../model/doubled.js';
import type { WayNumber } from './way-table.js';

/** A list of packets; 0 is an empty one. It is the place of its last packet, behind which comes the first again. */
export type PacketList = number;

/** A packet is a row: the way that it went, where the next one of its list is, and its id as a double. */
const FIELDS = 4;
const [WAY, NEXT, ID] = [0, 1, 2] as const;
const FIRST_PACKETS = 1 << 8;

/** Many short lists of packets in one array. */
export class PacketLists {
  private integers = new Int32Array(FIRST_PACKETS * FIELDS);
  private numbers = new Float64Array(this.integers.buffer);
  /** The first place that was never used. */
  private end = FIELDS;
  /** The first of the places that are free again, each of which has the next one; 0 ends them. */
  private free = 0;

  /** Puts a packet behind the others of a list. Returns the list. */
  add(list: PacketList, way: WayNumber, id: number): PacketList {
    const place = this.take();
    const { integers } = this;
    integers[place + WAY] = way;
    this.numbers[(place + ID) >> 1] = id;
    integers[place + NEXT] = list === 0 ? place : integers[list + NEXT]!;
    if (list !== 0) integers[list + NEXT] = place;
    return place;
  }

  /** Visits the packets of a list in their order. */
  each(list: PacketList, visit: (way: WayNumber, id: number) => void): void {
    if (list === 0) return;
    let place = list;
    do {
      place = this.integers[place + NEXT]!;
      visit(this.integers[place + WAY]!, this.numbers[(place + ID) >> 1]!);
    } while (place !== list);
  }

  /** Nobody needs a list any more. */
  drop(list: PacketList): void {
    if (list === 0) return;
    const { integers } = this;
    const first = integers[list + NEXT]!;
    integers[list + NEXT] = this.free;
    this.free = first;
  }

  private take(): number {
    const place = this.free;
    if (place === 0) return this.next();
    this.free = this.integers[place + NEXT]!;
    return place;
  }

  private next(): number {
    const place = this.end;
    this.end += FIELDS;
    if (this.end > this.integers.length) {
      this.integers = doubled(this.integers);
      this.numbers = new Float64Array(this.integers.buffer);
    }
    return place;
  }
}
