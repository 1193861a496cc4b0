import type { Place } from '../model/passage.js';
import type { SymbolId } from '../model/symbol.js';

/** What of a record is the same each time a packet of one kind passes one place. */
export interface RecordShape {
  hook: number;
  netns: SymbolId;
  dev: SymbolId;
  in: SymbolId;
  out: SymbolId;
  src: SymbolId;
  dst: SymbolId;
}

const SLOTS = 1 << 16;
const ANY: SymbolId = -1;
/** Records after which a log holds few surprises: some dozens of packets. */
const MATURE = 200;
/** Takes the place of a hook in the shape of a crossing. */
const CROSSING = 7;

/**
 * The shapes of records that came in one piece, as a table of fixed size in which a newer shape may
 * overwrite an older one. It is evidence for the choice between torn records, nothing more.
 */
export class FamiliarShapes {
  private readonly slots = new Int32Array(SLOTS);
  private learned = 0;

  /** Enough is known of this log for what was never seen to be suspicious. */
  get isMature(): boolean {
    return this.learned >= MATURE;
  }

  /** Another boot has other pointers: nothing is familiar there. */
  forget(): void {
    if (this.learned > 0) this.slots.fill(0);
    this.learned = 0;
  }

  learn(shape: RecordShape): void {
    this.learned++;
    this.put(shape, shape.src, shape.dst);
    this.put(shape, ANY, shape.dst);
    this.put(shape, shape.src, ANY);
    this.put(shape, ANY, ANY);
  }

  /** How strange a record is: 0 where all of it was seen before, 6 where not even its devices were. */
  strangeness(shape: RecordShape): number {
    if (this.has(shape, shape.src, shape.dst)) return 0;
    const source = this.has(shape, shape.src, ANY);
    const destination = this.has(shape, ANY, shape.dst);
    if (source && destination) return 1;
    if (source || destination) return 2.5;
    return this.has(shape, ANY, ANY) ? 4 : 6;
  }

  /** Learns that packets cross from `last` to `next`, a PRE_ROUTING behind a POST_ROUTING. */
  learnCrossing(last: Place, next: Place): void {
    const shape = crossing(last, next);
    this.put(shape, ANY, next.dst);
    this.put(shape, ANY, ANY);
  }

  /** How strange a crossing is: 0 where packets to this destination took it before, 3 where none did. */
  crossingStrangeness(last: Place, next: Place): number {
    const shape = crossing(last, next);
    if (this.has(shape, ANY, next.dst)) return 0;
    return this.has(shape, ANY, ANY) ? 1 : 3;
  }

  private put(shape: RecordShape, src: SymbolId, dst: SymbolId): void {
    const hash = hashOf(shape, src, dst);
    this.slots[(hash >>> 1) & (SLOTS - 1)] = hash;
  }

  private has(shape: RecordShape, src: SymbolId, dst: SymbolId): boolean {
    const hash = hashOf(shape, src, dst);
    return this.slots[(hash >>> 1) & (SLOTS - 1)] === hash;
  }
}

/** The two ends of a crossing, in the fields of a record's shape. */
function crossing(last: Place, next: Place): RecordShape {
  const { netns, src, dst } = next;
  return { hook: CROSSING, netns, dev: last.netns, in: next.in, out: last.out, src, dst };
}

/** Never 0, which stands for an empty slot. */
function hashOf(shape: RecordShape, src: SymbolId, dst: SymbolId): number {
  let hash = Math.imul(shape.netns, 0x9e3779b1) ^ Math.imul(shape.dev, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35) ^ Math.imul(shape.in, 0x27d4eb2f);
  hash = Math.imul(hash ^ (hash >>> 13), 0x165667b1) ^ Math.imul(shape.out, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) ^ Math.imul(src, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 13), 0x27d4eb2f) ^ Math.imul(dst + (shape.hook << 24), 0x165667b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x9e3779b1);
  return (hash ^ (hash >>> 16)) | 1;
}
