/** A set of byte values: 256 flags. */
export type ByteSet = Uint8Array;

export const NEWLINE = 10;

export function byteSet(has: (byte: number) => boolean): ByteSet {
  const set = new Uint8Array(256);
  for (let byte = 0; byte < 256; byte++) if (has(byte)) set[byte] = 1;
  return set;
}

export const ALL_BYTES: ByteSet = byteSet(() => true);
export const END_OF_LINE: ByteSet = byteSet((byte) => byte === NEWLINE);
export const DIGITS: ByteSet = byteSet((byte) => byte >= 48 && byte <= 57);

export function union(a: ByteSet, b: ByteSet): ByteSet {
  return byteSet((byte) => a[byte] === 1 || b[byte] === 1);
}

export function complement(a: ByteSet): ByteSet {
  return byteSet((byte) => a[byte] === 0);
}

export function isEmpty(a: ByteSet): boolean {
  return !a.includes(1);
}

export function isSubset(a: ByteSet, b: ByteSet): boolean {
  return a.every((flag, byte) => flag === 0 || b[byte] === 1);
}

/** The set as runs of neighbours, both ends included. */
export function ranges(a: ByteSet): [low: number, high: number][] {
  const runs: [number, number][] = [];
  for (let low = a.indexOf(1); low >= 0; low = a.indexOf(1, low)) {
    const end = a.indexOf(0, low);
    runs.push([low, end < 0 ? 255 : end - 1]);
    if (end < 0) break;
    low = end;
  }
  return runs;
}

/** The one byte of a set that has no other, else -1. */
export function onlyByte(a: ByteSet): number {
  const low = a.indexOf(1);
  return low === a.lastIndexOf(1) ? low : -1;
}
