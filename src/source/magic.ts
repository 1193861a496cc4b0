import { UnreadableInput } from './unreadable.js';

/** What an input turns out to be by its first bytes. */
export type Encoding = 'plain' | 'gzip';

/** So many of the first bytes are needed. */
export const MAGIC_BYTES = 6;

/** Bytes in order; null is any byte. */
type Magic = readonly (number | null)[];

const GZIP: Magic = [0x1f, 0x8b, 8];

/** Forms that are not read, and what to do with them. */
const REFUSED: readonly (readonly [magic: Magic, what: string])[] = [
  [[0xff, 0xfe], 'it is UTF-16: convert it by iconv -f UTF-16 -t UTF-8'],
  [[0xfe, 0xff], 'it is UTF-16: convert it by iconv -f UTF-16 -t UTF-8'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'it is compressed by zstd: pipe it through zstd -dc'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], 'it is compressed by xz: pipe it through xz -dc'],
  [[0x42, 0x5a, 0x68, null, 0x31, 0x41], 'it is compressed by bzip2: pipe it through bzip2 -dc'],
  [[0x04, 0x22, 0x4d, 0x18], 'it is compressed by lz4: pipe it through lz4 -dc'],
  [[0x50, 0x4b, 0x03, 0x04], 'it is a zip archive: pipe it through unzip -p'],
];

/** Looks at the first bytes of an input. Throws UnreadableInput where they are of a form that is not read. */
export function encodingOf(first: Buffer, name: string): Encoding {
  for (const [magic, what] of REFUSED)
    if (begins(first, magic)) throw new UnreadableInput(`cannot read ${name}: ${what}`);
  return begins(first, GZIP) ? 'gzip' : 'plain';
}

function begins(bytes: Buffer, magic: Magic): boolean {
  return bytes.length >= magic.length && magic.every((byte, i) => byte === null || bytes[i] === byte);
}
