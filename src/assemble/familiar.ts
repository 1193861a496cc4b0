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
/** See `strangeness`. */
export const MOST_STRANGE = 6;
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
    const { src, dst, hook } = shape;
    const devices = hashOfDevices(shape);
    this.put(hashWith(devices, src, dst, hook));
    this.put(hashWith(devices, ANY, dst, hook));
    this.put(hashWith(devices, src, ANY, hook));
    this.put(hashWith(devices, ANY, ANY, hook));
  }

  /** How strange a record is: 0 where all of it was seen before, 6 where not even its devices were. */
  strangeness(shape: RecordShape): number {
    const { src, dst, hook } = shape;
    const devices = hashOfDevices(shape);
    if (this.has(hashWith(devices, src, dst, hook))) return 0;
    const source = this.has(hashWith(devices, src, ANY, hook));
    const destination = this.has(hashWith(devices, ANY, dst, hook));
    if (source && destination) return 1;
    if (source || destination) return 2.5;
    return this.has(hashWith(devices, ANY, ANY, hook)) ? 4 : MOST_STRANGE;
  }

  /** Learns that packets cross from `last` to `next`, a PRE_ROUTING behind a POST_ROUTING. */
  learnCrossing(last: Place, next: Place): void {
    const devices = hashOfCrossing(last, next);
    this.put(hashWith(devices, ANY, next.dst, CROSSING));
    this.put(hashWith(devices, ANY, ANY, CROSSING));
  }

  /** How strange a crossing is: 0 where packets to this destination took it before, 3 where none did. */
  crossingStrangeness(last: Place, next: Place): number {
    const devices = hashOfCrossing(last, next);
    if (this.has(hashWith(devices, ANY, next.dst, CROSSING))) return 0;
    return this.has(hashWith(devices, ANY, ANY, CROSSING)) ? 1 : 3;
  }

  private put(hash: number): void {
    this.slots[(hash >>> 1) & (SLOTS - 1)] = hash;
  }

  private has(hash: number): boolean {
    return this.slots[(hash >>> 1) & (SLOTS - 1)] === hash;
  }
}

function hashOfDevices(shape: RecordShape): number {
  return hashOfFour(shape.netns, shape.dev, shape.in, shape.out);
}

/** The two ends of a crossing, in the fields of a record's shape. */
function hashOfCrossing(last: Place, next: Place): number {
  return hashOfFour(next.netns, last.netns, next.in, last.out);
}

function hashOfFour(netns: SymbolId, dev: SymbolId, inDev: SymbolId, outDev: SymbolId): number {
  let hash = Math.imul(netns, 0x9e3779b1) ^ Math.imul(dev, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35) ^ Math.imul(inDev, 0x27d4eb2f);
  hash = Math.imul(hash ^ (hash >>> 13), 0x165667b1) ^ Math.imul(outDev, 0x9e3779b1);
  return Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
}

/** Never 0, which stands for an empty slot. */
function hashWith(devices: number, src: SymbolId, dst: SymbolId, hook: number): number {
  let hash = devices ^ Math.imul(src, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 13), 0x27d4eb2f) ^ Math.imul(dst + (hook << 24), 0x165667b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x9e3779b1);
  return (hash ^ (hash >>> 16)) | 1;
}
