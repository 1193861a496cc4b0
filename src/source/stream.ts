import fs from 'node:fs';

/**
 * The bytes of a descriptor that is no plain file, as they come, until it ends or `signal` is aborted. Standard
 * input is left as it was found: it may be a pipe that stays open.
 */
export async function* streamOf(fd: number, signal: AbortSignal | undefined): AsyncGenerator<Buffer> {
  const stream = fd === 0 ? process.stdin : fs.createReadStream('', { fd, autoClose: false });
  const waiting: Buffer[] = [];
  let wake: () => void = () => {};
  const state = { isOver: signal?.aborted === true, failure: undefined as Error | undefined };
  const end = (failure?: Error): void => {
    state.isOver = true;
    state.failure = failure;
    wake();
  };
  const onData = (bytes: Buffer): void => {
    waiting.push(bytes);
    stream.pause();
    wake();
  };
  const onAbort = (): void => end();
  stream.on('data', onData).once('end', onAbort).once('error', end);
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    for (;;) {
      for (let bytes = waiting.shift(); bytes !== undefined; bytes = waiting.shift()) yield bytes;
      if (state.isOver) break;
      stream.resume();
      await new Promise<void>((resolve) => (wake = resolve));
    }
    if (state.failure !== undefined) throw state.failure;
  } finally {
    signal?.removeEventListener('abort', onAbort);
    stream.off('data', onData).off('end', onAbort).off('error', end);
    stream.pause();
    // Nothing more is wanted of a pipe that may stay open; a device like /dev/null has no unref().
    if (fd === 0 && 'unref' in process.stdin) process.stdin.unref();
  }
}
