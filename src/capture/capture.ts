import { setImmediate, setTimeout } from 'node:timers/promises';
import type { CaptureOutput } from './capture-output.js';
import type { FoundModule } from './find-module.js';
import type { KernelLog } from './kernel-log.js';
import { Recorder, type RecorderOptions } from './recorder.js';

/** What a capture is made with. */
export interface CaptureParts extends RecorderOptions {
  /** Finds or builds the module. */
  find(): Promise<FoundModule>;
  readonly loader: {
    assertUnloaded(): void;
    load(module: FoundModule): Promise<void>;
    unload(): Promise<void>;
  };
  /** What stands in front of the log. */
  header(module: FoundModule): Promise<string>;
  openLog(): KernelLog;
  readonly output: CaptureOutput;
  /** Begins what is to be captured, if anything is to be begun; fulfilled when there has been enough of it. */
  begin(): Promise<void>;
  /** Ends what was begun, where the capture ends before it. */
  stop(): Promise<void>;
  /** Aborted where the user interrupts: what is loaded by then is unloaded. */
  readonly signal: AbortSignal;
}

/** What was captured. */
export interface Captured extends Pick<Recorder, 'records' | 'trace' | 'lost'> {
  /** In words, where the module is from. */
  readonly origin: string;
  /** The log was followed until the module said that it is gone. */
  readonly isWhole: boolean;
  /** Why unloading the module failed; null: it did not. What was captured is no worse for that. */
  readonly unloadFailure: Error | null;
}

/** The log is looked at so often: a ring buffer of 128 KiB, the smallest that is usual, holds some 300 lines of format 2. */
const POLL_MS = 5;
/** So many records are read before signals and timers get their turn. */
const BATCH = 1024;
/** So long the last line of the module is waited for; it is there when the module is gone. */
const TAIL_MS = 1000;

/**
 * Loads the module, writes down the kernel's log until there has been enough of it, and unloads the module, whatever
 * happens in between: what was begun is undone in the opposite order. Null where the user interrupts before the module
 * is loaded.
 */
export async function capture(parts: CaptureParts): Promise<Captured | null> {
  const { loader, output, signal } = parts;
  loader.assertUnloaded();
  const module = await parts.find().catch((error: unknown) => {
    if (signal.aborted) return null; // What was being built is not to be blamed.
    throw error;
  });
  if (module === null) return null;
  try {
    const header = await parts.header(module);
    const log = parts.openLog();
    try {
      const recorder = new Recorder(log, output, parts);
      recorder.skip();
      if (signal.aborted) return null;
      await loader.load(module);
      try {
        output.write(Buffer.from(header, 'latin1'));
        recorder.begin();
        await follow(recorder, parts);
      } catch (error) {
        await loader.unload(); // Where that fails, too, it is the worse of the two: something stays behind.
        throw error;
      }
      const unloadFailure = await loader.unload().then(() => null, asError);
      // A module that still prints has no last line to wait for.
      if (unloadFailure === null) await readTail(recorder, output);
      else takeSome(recorder, output);
      const { records, trace, lost, sawExit } = recorder;
      return { records, trace, lost, origin: module.origin, isWhole: sawExit, unloadFailure };
    } finally {
      log.close();
    }
  } finally {
    module.cleanUp();
  }
}

async function follow(recorder: Recorder, { begin, stop, output, signal }: CaptureParts): Promise<void> {
  if (signal.aborted) return;
  let hasEnded = false;
  const begun = begin().finally(() => (hasEnded = true));
  begun.catch(() => {}); // It is thrown below, when the log has been read so far.
  try {
    while (!hasEnded && !signal.aborted) {
      const isBusy = takeSome(recorder, output);
      await (isBusy ? setImmediate() : setTimeout(POLL_MS));
    }
  } finally {
    await stop();
  }
  await begun;
}

/** What was printed until the module was gone. */
async function readTail(recorder: Recorder, output: CaptureOutput): Promise<void> {
  for (let waited = 0; waited < TAIL_MS && !recorder.sawExit; waited += POLL_MS) {
    while (takeSome(recorder, output));
    if (!recorder.sawExit) await setTimeout(POLL_MS);
  }
}

/** Whether there may be more at once. Of what a slow reader does not take in time, the ring buffer keeps what it can. */
function takeSome(recorder: Recorder, output: CaptureOutput): boolean {
  const isBusy = !output.isFull && recorder.take(BATCH) === BATCH;
  output.flush();
  return isBusy;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
