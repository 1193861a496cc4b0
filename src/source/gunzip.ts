import { once } from 'node:events';
import { createGunzip } from 'node:zlib';

/**
 * Hands what is in a gzip stream, of several members too, to `take` as it comes. Returns false where the stream ends
 * early or is damaged: what came before was handed out. Stops where `take` returns false.
 */
export async function gunzip(
  compressed: AsyncIterable<Buffer>,
  take: (bytes: Buffer) => boolean,
): Promise<boolean> {
  const stream = createGunzip();
  const state = { isWanted: true, isWhole: true, failure: undefined as unknown };
  const ended = new Promise<void>((resolve) => {
    stream.once('end', resolve);
    stream.once('error', () => {
      state.isWhole = false;
      resolve();
    });
  });
  stream.on('data', (bytes: Buffer) => {
    try {
      if (state.isWanted && !take(bytes)) state.isWanted = false;
    } catch (error) {
      state.isWanted = false; // Whoever takes the lines has failed: the output is closed, say.
      state.failure = error;
    }
  });
  for await (const bytes of compressed) {
    if (!state.isWanted || !state.isWhole) break;
    if (!stream.write(bytes)) await Promise.race([once(stream, 'drain'), ended]);
  }
  if (state.isWanted && state.isWhole) {
    stream.end();
    await ended;
  } else stream.destroy();
  if (state.failure !== undefined) throw state.failure;
  return state.isWhole;
}
