import { encodingOf, MAGIC_BYTES } from './magic.js';

const NEWLINE = 10;

/** The bytes of a log. */
export interface Decoded {
  readonly isCompressed: boolean;
  /** Returns false where they are compressed, and end early or are damaged. */
  readonly bytes: AsyncGenerator<Buffer, boolean>;
}

/** Looks at the first bytes of an input called `name`, and takes it out of its compression. Throws UnreadableInput. */
export async function decoded(pieces: AsyncIterable<Buffer>, name: string): Promise<Decoded> {
  const rest = pieces[Symbol.asyncIterator]();
  const begun = await firstBytes(rest);
  const all = startingWith(begun, rest);
  const isCompressed = encodingOf(begun, name) === 'gzip';
  if (!isCompressed) return { isCompressed, bytes: plain(all) };
  const { inflated } = await import('./inflate.js'); // Most logs need none of it, and zlib takes 3 ms to load.
  return { isCompressed, bytes: inflated(all) };
}

/** As many pieces as hold the magic bytes, fewer where a line or the input ends before. */
async function firstBytes(pieces: AsyncIterator<Buffer>): Promise<Buffer> {
  const first: Buffer[] = [];
  for (let length = 0; length < MAGIC_BYTES;) {
    const next = await pieces.next();
    if (next.done === true) break;
    first.push(next.value);
    length += next.value.length;
    if (next.value.includes(NEWLINE)) break; // A line that is there shall not wait for the next one.
  }
  return Buffer.concat(first);
}

async function* startingWith(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield first;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

async function* plain(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer, boolean> {
  yield* pieces;
  return true;
}
