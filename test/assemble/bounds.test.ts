/** No log makes the assembler keep more than a few lines. */
import { expect, test } from 'vitest';
import { Assembler } from '../../src/assemble/assembler.js';
import { FORWARD } from '../../src/model/hook.js';
import { emptyLedger } from '../../src/model/ledger.js';
import { noPosition } from '../../src/model/trace-line.js';
import { NONE } from '../../src/model/symbol.js';

const MOST_WAITING = 128;

type Kind = 'separator' | 'device' | 'inOut' | 'packet';

const RECORD: readonly Kind[] = ['separator', 'device', 'inOut', 'packet'];

test.each<[string, readonly Kind[]]>([
  ['separators', ['separator']],
  ['device lines', ['device']],
  ['in/out lines', ['inOut']],
  ['packet lines', ['packet']],
  ['records without a packet line', ['separator', 'device', 'inOut']],
  ['records without a device line', ['separator', 'inOut', 'packet']],
  ['records without an in/out line', ['separator', 'device', 'packet']],
  ['records backwards', RECORD.toReversed()],
])('%s without end: few wait, all are in the ledger, and a record behind them is whole', (_, kinds) => {
  const ledger = emptyLedger();
  const entries: number[] = [];
  const position = noPosition();
  const assembler = new Assembler({
    position,
    ledger,
    texts: { text: () => '', intern: () => NONE },
    lastPlace: () => undefined,
    onEntry: ({ line }) => entries.push(line),
    onInode: () => {},
    onLoss: () => {},
    onGlimpse: () => {},
    onNewBoot: () => {},
    onModuleLoaded: () => {},
    onCutStart: () => {},
  });
  const [ens160, docker0, netns, client, server] = [40, 41, 42, 43, 44];
  const print: Record<Kind, () => void> = {
    separator: () => assembler.separator(NONE, 1, 0, NONE),
    device: () => assembler.device(ens160!, netns!, netns!, 1, 0, NONE),
    inOut: () => assembler.inOut(ens160!, netns!, docker0!, netns!, 1, 0, NONE),
    packet: () => assembler.packet(FORWARD, client!, 1, server!, 2, position.line + 100, 1, 0, NONE),
  };
  const flood = Array.from({ length: 4000 }, () => kinds).flat();
  for (const kind of [...flood, ...RECORD]) {
    position.line++;
    print[kind]();
    const { separators, devices, inOuts } = assembler.torn;
    expect(Math.max(separators.length, devices.length, inOuts.length)).toBeLessThanOrEqual(MOST_WAITING);
  }
  assembler.flush();
  expect(entries.at(-1)).toBe(position.line);
  expect(position.line).toBe(4 * entries.length + ledger.incomplete.lines);
});
