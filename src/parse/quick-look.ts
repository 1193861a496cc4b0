import { findByte } from './find-byte.js';
import { EDGES } from './recogniser.js';

const CARRIAGE_RETURN = 13;

/** Containers begin with `{`, `__`, `data:` or a record separator; dmesg -K has NULs, and colours an escape. */
const CONTAINER_FIRST = '{_\0\x1e\x1b';
/** What opens and closes JSON, and ends the header of a verbose journal. */
const CONTAINER_LAST = '{}]';

/**
 * By its first byte, whether a line is to be read: records of /dev/kmsg are, as their numbers show what is missing, and
 * what may be a line of a header.
 */
const FIRST = bytes([
  ...codes(CONTAINER_FIRST),
  ...[...EDGES.recordOpenings, ...EDGES.headerOpenings].flatMap(([first]) => first!),
]);
/** The same by its last byte: it is to be read, or it is where the byte before is in one of these sets. */
const READ = 1;
const LAST = bytes(codes(CONTAINER_LAST));
const BEFORE: Uint8Array[] = [];
for (const [before, last] of EDGES.markEndings)
  for (const byte of last!) {
    if (LAST[byte] === READ) continue;
    if (LAST[byte] === 0) LAST[byte] = READ + BEFORE.push(bytes([]));
    for (const one of before!) BEFORE[LAST[byte]! - READ - 1]![one] = 1;
  }

/** How a console tells of the messages that it dropped: before 4.15 in front of the next one, on one line with it. */
const DROPPED = EDGES.droppedOpenings[0]!.map(bytes);
const HEADER = EDGES.headerOpenings[0]!.map(bytes);
const STAR = EDGES.droppedOpenings[0]![0]![0]!;

/**
 * Says which of the lines without the tag need to be read at all: those that may be a record of /dev/kmsg, belong to a
 * container, or tell of lost lines. All others, nearly all, are only counted. What lines look like is computed from the
 * grammars when they are compiled.
 */
export class QuickLook {
  /** The first star at or behind the place where it was last looked for. */
  private star = -1;

  /** Another chunk is looked at, or the same with other bytes. */
  restart(): void {
    this.star = -1;
  }

  /** Whether the line in [start, end) of a chunk is to be read. Lines are asked for in their order. */
  isWorthIt(chunk: Buffer, start: number, end: number): boolean {
    if (start === end) return false;
    if (FIRST[chunk[start]!] === 1) return true;
    const last = chunk[end - 1] === CARRIAGE_RETURN ? end - 2 : end - 1;
    if (last < start) return false;
    const kind = LAST[chunk[last]!]!;
    if (kind === READ || (kind > READ && BEFORE[kind - READ - 1]![chunk[last - 1]!] === 1)) return true;
    return this.tellsOfDropped(chunk, start, end);
  }

  private tellsOfDropped(chunk: Buffer, start: number, end: number): boolean {
    if (this.star < start) this.star = starFrom(chunk, start);
    for (; this.star < end; this.star = starFrom(chunk, this.star + 1))
      if (DROPPED.every((set, i) => set[chunk[this.star + i]!] === 1)) return true;
    return false;
  }
}

/** Whether a line is one of a capture's header, or is damaged. */
export function isHeader(chunk: Buffer, start: number, end: number): boolean {
  return end - start >= HEADER.length && HEADER.every((set, i) => set[chunk[start + i]!] === 1);
}

/** Nothing but blanks, tabs, NULs and the CR of a DOS line end. */
export function isBlank(chunk: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = chunk[at]!;
    if (byte !== 32 && byte !== 0 && (byte < 9 || byte > 13)) return false;
  }
  return true;
}

function starFrom(chunk: Buffer, from: number): number {
  const star = findByte(chunk, STAR, from);
  return star < 0 ? chunk.length : star;
}

function codes(characters: string): number[] {
  return Array.from(characters, (character) => character.charCodeAt(0));
}

function bytes(of: readonly number[]): Uint8Array {
  const flags = new Uint8Array(256);
  for (const byte of of) flags[byte] = 1;
  return flags;
}
