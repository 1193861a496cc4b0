/** The order in which things are done and undone, whatever happens in between. */
import { describe, expect, test } from 'vitest';
import { capture, type CaptureParts, type Captured } from '../../src/capture/capture.js';
import type { KernelLog } from '../../src/capture/kernel-log.js';

const record = (seq: number, text: string): Buffer => Buffer.from(`6,${seq},${seq}000,-;${text}\n`);

/** A kernel's log to which a test adds. */
class FakeLog implements KernelLog {
  readonly records: Buffer[] = [];
  seq = 0;

  print(text: string): void {
    this.records.push(record(++this.seq, text));
  }

  next(): Buffer | null {
    return this.records.shift() ?? null;
  }

  close(): void {}
}

interface World {
  readonly log: FakeLog;
  readonly events: string[];
  written: string;
  readonly controller: AbortController;
}

/** A capture whose parts say what they do; `changes` replaces some of them. */
function world(
  changes: (world: World) => Partial<CaptureParts> = () => ({}),
): World & { run(): Promise<Captured | null> } {
  const made: World = { log: new FakeLog(), events: [], written: '', controller: new AbortController() };
  const { log, events, controller } = made;
  log.print('before');
  const parts: CaptureParts = {
    find: async () => {
      events.push('found');
      return { file: 'nftrace.ko', origin: 'a test', cleanUp: () => void events.push('cleaned up') };
    },
    loader: {
      assertUnloaded: () => {},
      load: async () => {
        events.push('loaded');
        log.print('[nftrace]: nftrace module init');
      },
      unload: async () => {
        events.push('unloaded');
        log.print('[nftrace]: nftrace module exit');
      },
    },
    header: async () => '# nfpath capture 1\n',
    openLog: () => log,
    output: { write: (bytes) => void (made.written += bytes.toString()), flush: () => {}, isFull: false },
    onlyTrace: false,
    begin: async () => {
      events.push('begun');
      log.print('[nftrace]: v2 ...;');
      log.print('usb 1-1: new');
    },
    stop: async () => void events.push('stopped'),
    signal: controller.signal,
    ...changes(made),
  };
  return Object.assign(made, { run: () => capture(parts) });
}

const WHOLE_WAY = ['found', 'loaded', 'begun', 'stopped', 'unloaded', 'cleaned up'];

test('a capture has the header, the number before the module, and all records until the module is gone', async () => {
  const made = world();
  expect(await made.run()).toEqual({
    records: 4,
    trace: 3,
    lost: 0,
    isWhole: true,
    origin: 'a test',
    unloadFailure: null,
  });
  expect(made.events).toEqual(WHOLE_WAY);
  expect(made.written).toBe(
    '# nfpath capture 1\n6,1,1000,-;\n6,2,2000,-;[nftrace]: nftrace module init\n' +
      '6,3,3000,-;[nftrace]: v2 ...;\n6,4,4000,-;usb 1-1: new\n6,5,5000,-;[nftrace]: nftrace module exit\n',
  );
});

test('with --only-trace, others keep their numbers and lose their texts', async () => {
  const made = world(() => ({ onlyTrace: true }));
  await made.run();
  expect(made.written).toContain('6,4,4000,-;\n6,5,5000,-;[nftrace]: nftrace module exit\n');
});

test('what a program writes to the log is not taken for the module', async () => {
  const made = world(({ log }) => ({
    begin: async () => void log.records.push(Buffer.from('14,3,3000,-;[nftrace]: nftrace module exit\n')),
    loader: { assertUnloaded: () => {}, load: async () => {}, unload: async () => {} },
  }));
  expect(await made.run()).toMatchObject({ trace: 0, isWhole: false });
});

test.each([
  ['in the middle', ({ log }: World) => (log.seq += 5), 5],
  ['before the first one', ({ log }: World) => (log.records.length = 0), 1],
])('records that were overwritten %s are counted', async (_, lose, lost) => {
  const made = world((own) => ({ begin: async () => void (lose(own), own.log.print('x')) }));
  expect(await made.run()).toMatchObject({ lost });
});

test('a log that was empty before begins with its first record', async () => {
  const made = world();
  made.log.records.length = made.log.seq = 0;
  await made.run();
  expect(made.written).toMatch(/^# nfpath capture 1\n6,1,1000,-;\[nftrace\]: nftrace module init\n/);
});

describe('a signal', () => {
  test('before the module is loaded: it is not, and nothing is written', async () => {
    const made = world(({ controller }) => ({ header: async () => (controller.abort(), 'x') }));
    expect(await made.run()).toBeNull();
    expect(made.events).toEqual(['found', 'cleaned up']);
    expect(made.written).toBe('');
  });

  test('while the module is built: no error of the compiler is shown', async () => {
    const made = world(({ controller }) => ({
      find: async () => {
        controller.abort();
        throw new Error('nftrace could not be built');
      },
    }));
    expect(await made.run()).toBeNull();
  });

  test('while it is loaded: nothing is begun, and it is unloaded', async () => {
    const made = world(({ controller, events, log }) => ({
      loader: {
        assertUnloaded: () => {},
        load: async () => void (events.push('loaded'), controller.abort()),
        unload: async () => void (events.push('unloaded'), log.print('[nftrace]: nftrace module exit')),
      },
    }));
    await made.run();
    expect(made.events).toEqual(['found', 'loaded', 'unloaded', 'cleaned up']);
  });

  test('later: what was begun is stopped, it is unloaded, and the log read to its end', async () => {
    let stop = (): void => {};
    const made = world(({ controller, events }) => ({
      begin: async () => {
        events.push('begun');
        setTimeout(() => controller.abort(), 20);
        await new Promise<void>((resolve) => (stop = resolve));
      },
      stop: async () => void (events.push('stopped'), stop()),
    }));
    expect(await made.run()).toMatchObject({ isWhole: true });
    expect(made.events).toEqual(WHOLE_WAY);
  });

  test('is heard while a slow reader takes nothing', async () => {
    let stop = (): void => {};
    const made = world(({ controller, events, log }) => ({
      output: {
        write: () => {},
        flush: () => {},
        get isFull() {
          return log.seq > 2 && !events.includes('unloaded');
        },
      },
      begin: async () => {
        log.print('x');
        setTimeout(() => controller.abort(), 20);
        await new Promise<void>((resolve) => (stop = resolve));
      },
      stop: async () => stop(),
    }));
    await made.run();
    expect(made.events.slice(-2)).toEqual(['unloaded', 'cleaned up']);
  });
});

describe('whatever fails', () => {
  const failing = (what: string) => async (): Promise<never> => {
    throw new Error(what);
  };
  const loader =
    (changes: Partial<CaptureParts['loader']>) =>
    ({ events }: World): Partial<CaptureParts> => ({
      loader: {
        assertUnloaded: () => {},
        load: async () => void events.push('loaded'),
        unload: async () => void events.push('unloaded'),
        ...changes,
      },
    });

  test.each<[string, (world: World) => Partial<CaptureParts>, string[]]>([
    [
      'it is loaded already',
      loader({
        assertUnloaded: () => {
          throw new Error('it is loaded already');
        },
      }),
      [],
    ],
    ['no compiler', () => ({ find: failing('no compiler') }), []],
    ['no header', () => ({ header: failing('no header') }), ['found', 'cleaned up']],
    [
      'no log',
      () => ({
        openLog: () => {
          throw new Error('no log');
        },
      }),
      ['found', 'cleaned up'],
    ],
    ['not signed', loader({ load: failing('not signed') }), ['found', 'cleaned up']],
    [
      'no such command',
      () => ({ begin: failing('no such command') }),
      ['found', 'loaded', 'stopped', 'unloaded', 'cleaned up'],
    ],
    [
      'disk full',
      () => ({
        output: {
          write: () => {
            throw new Error('disk full');
          },
          flush: () => {},
          isFull: false,
        },
      }),
      ['found', 'loaded', 'unloaded', 'cleaned up'],
    ],
    [
      'pipe closed',
      () => ({
        output: {
          write: () => {},
          flush: () => {
            throw new Error('pipe closed');
          },
          isFull: false,
        },
      }),
      WHOLE_WAY,
    ],
    [
      'in use',
      (made) => ({
        ...loader({ unload: failing('in use') })(made),
        begin: failing('no such command'),
      }),
      ['found', 'loaded', 'stopped', 'cleaned up'],
    ],
  ])('%s: it is said, and what was done is undone', async (message, changes, events) => {
    const made = world(changes);
    await expect(made.run()).rejects.toThrow(message);
    expect(made.events).toEqual(events);
  });

  test('a module that stays takes nothing from the capture, and is said', async () => {
    const made = world((world) => ({
      ...loader({ unload: failing('in use') })(world),
      stop: async () => world.log.print('[nftrace]: v2 the last;'),
    }));
    expect(await made.run()).toMatchObject({ isWhole: false, unloadFailure: new Error('in use') });
    expect(made.written).toContain('the last');
  });

  test('a module that somebody else has unloaded leaves a whole capture', async () => {
    const made = world((world) => ({
      ...loader({ unload: failing('was unloaded by somebody else') })(world),
      stop: async () => world.log.print('[nftrace]: nftrace module exit'),
    }));
    expect(await made.run()).toMatchObject({
      isWhole: true,
      unloadFailure: new Error('was unloaded by somebody else'),
    });
  });
});
