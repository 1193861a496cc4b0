import { once } from 'node:events';
import { createGunzip } from 'node:zlib';

/** So much is given to zlib at a time: it can become a thousand times as much, which is in memory then. */
const SLICE = 1 << 14;

/** What is in a gzip stream, of several members too. Returns false where it ends early or is damaged. */
export async function* inflated(compressed: AsyncIterable<Buffer>): AsyncGenerator<Buffer, boolean> {
  const gunzip = createGunzip();
  const ready: Buffer[] = [];
  let isWhole = true;
  gunzip.on('data', (bytes: Buffer) => ready.push(bytes));
  const ended = once(gunzip, 'end').catch(() => {
    isWhole = false;
  });
  try {
    for await (const piece of compressed) {
      for (let at = 0; at < piece.length && isWhole; at += SLICE) {
        const written = new Promise<unknown>((resolve) => {
          gunzip.write(piece.subarray(at, at + SLICE), resolve);
        });
        await Promise.race([written, ended]);
        yield* ready.splice(0);
      }
      if (!isWhole) break;
    }
    if (isWhole) gunzip.end();
    await ended;
    yield* ready.splice(0);
    return isWhole;
  } finally {
    gunzip.destroy();
  }
}
