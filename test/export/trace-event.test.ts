import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { asciiJson } from '../../src/report/export/ascii-json.js';
import { HOSTILE_NAMES, randomNames } from '../support/hostile-names.js';
import { kernelLog, walk } from '../support/kernel-log.js';
import { CAPTURES, exported, flowIds, flowsNamed, placesOf, tally, truthOf } from './exported.js';
import { readTraceEvents, type Slice, type Trace } from './read-trace-events.js';

const EXTERNAL = 'fixtures/external-to-container/el7-3.10.log';

async function traceOf(options: readonly string[], log?: string | Buffer): Promise<Trace> {
  const { stdout, exitCode } = await exported('trace-event', options, log);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^[\x20-\x7e\n]*$/);
  return readTraceEvents(stdout);
}

function entriesOf({ slices }: Trace): Slice[] {
  return slices.filter(({ depth, isInstant }) => depth === 1 && !isInstant);
}

function visitsOf({ slices }: Trace): Slice[] {
  return slices.filter(({ depth }) => depth === 0);
}

describe.each(CAPTURES)('%s', (log) => {
  test('keeps to the format, and has every packet, visit and entry of the JSON', async () => {
    const trace = await traceOf([log]);
    const truth = await truthOf([log]);
    const hops = truth.packets.flatMap((packet) => packet.hops);
    expect(new Set(trace.processes)).toEqual(new Set(truth.summary.namespaces.map(({ name }) => name)));
    expect(
      tally(entriesOf(trace).map(({ process, name }) => `${process}/${name.replace(' ?', '')}`)),
    ).toEqual(tally(placesOf(truth)));
    expect(visitsOf(trace)).toHaveLength(hops.length);
    expect(trace.arrows).toHaveLength(hops.length - truth.packets.length);
    const ids = new Set(visitsOf(trace).map(({ args }) => args['packet']));
    expect(ids.size).toBe(truth.summary.packets);
    const flows = visitsOf(trace).map(({ args }) => args['flow'] as number);
    expect(flowsNamed(truth, flows)).toEqual(flowIds(truth));
    expect(trace.otherData['summary']).toEqual(truth.summary);
  });
});

test('a slice lasts from its hook to the next one in the same namespace', async () => {
  const trace = await traceOf([EXTERNAL]);
  expect(
    entriesOf(trace)
      .slice(0, 5)
      .map(({ process, name, dur }) => `${process} ${name} ${dur}`),
  ).toEqual([
    'init PRE_ROUTING 21',
    'init FORWARD 9',
    'init POST_ROUTING 0',
    '172.17.0.2 PRE_ROUTING 13',
    '172.17.0.2 LOCAL_IN 0',
  ]);
  expect(trace.arrows).toEqual(['init > 172.17.0.2', '172.17.0.2 > init']);
});

test('as it was read and found right', async () => {
  const { stdout } = await exported('trace-event', [EXTERNAL]);
  await expect(stdout).toMatchFileSnapshot(path.resolve('test/export/goldens/trace-event.json'));
});

test('stopped, open, incomplete and ambiguous packets say so', async () => {
  const stopped = await traceOf(['fixtures/dropped-in-forward/linux-6.1.log']);
  const notes = stopped.slices.filter(({ isInstant }) => isInstant);
  expect(tally(notes.map(({ name }) => name))).toEqual({ 'stopped: dropped, queued or stolen here': 3 });
  expect(notes.every(({ process }) => process === 'init')).toBe(true);

  const lossy = fs.readFileSync(EXTERNAL, 'utf8').split('\n').toSpliced(5, 1).join('\n');
  const torn = await traceOf([], lossy);
  const truth = await truthOf([], lossy);
  const doubtful = truth.packets.filter(({ ambiguous }) => ambiguous);
  expect(doubtful.length).toBeGreaterThan(0);
  const marked = visitsOf(torn).filter(({ args }) => args['ambiguous'] === true);
  expect(new Set(marked.map(({ args }) => args['packet']))).toEqual(new Set(doubtful.map(({ id }) => id)));
  expect(torn.slices.some(({ name }) => name === 'incomplete: an entry is missing')).toBe(true);
});

test('hosts and boots are processes of their own', async () => {
  const { processes } = await traceOf([EXTERNAL, EXTERNAL]);
  expect(processes.map((name) => name.replaceAll(EXTERNAL, 'log'))).toEqual([
    'init (log)',
    '172.17.0.2 (log)',
    'init (log, boot 2)',
    '172.17.0.2 (log, boot 2)',
  ]);
});

describe('times', () => {
  const way = walk('a', '10.0.0.1:1000 > 10.0.0.2:80', ['init/PRE_ROUTING eth0', 'init/LOCAL_IN eth0']);
  const log = kernelLog([way]).text;

  test('that run back within a packet are moved, and say what they are', async () => {
    const lines = log.split('\n');
    const back = [...lines.slice(0, 4), ...lines.slice(4).map((line) => line.replace(/\.\d{6}/, '.000001'))];
    const trace = await traceOf([], back.join('\n'));
    const [first, second] = entriesOf(trace).sort((a, b) => Number(a.args['line']) - Number(b.args['line']));
    expect(second!.ts).toBe(first!.ts);
    expect(second!.args).toMatchObject({ moved: true, time: '100.000001' });
    expect(first!.args['moved']).toBeUndefined();
  });

  test('that are not there are an error, or counted by lines and marked', async () => {
    const bare = log.replaceAll(/^\[ *\d+\.\d+\] /gm, '');
    const { stdout, exitCode } = await exported('trace-event', [], bare);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    const trace = await traceOf(['--synthetic-times'], bare);
    expect(entriesOf(trace).map(({ ts, dur }) => [ts, dur])).toEqual([
      [4, 4],
      [8, 0],
    ]);
    expect(visitsOf(trace)[0]!.args['basis']).toBe('synthetic');
    expect(trace.otherData['times']).toEqual([
      { basis: 'synthetic', packets: 1, is: 'no times at all: a microsecond is a line of the log' },
    ]);
  });
});

test('JSON is plain ASCII and the same value, but for what has no four digits', () => {
  for (const text of [...HOSTILE_NAMES, ...randomNames(500)]) {
    const json = asciiJson({ [text]: [text] });
    expect(json).toMatch(/^[\x20-\x7e]*$/);
    expect(json).not.toMatch(/\\[\\"]/);
    const shownText = text.replaceAll(
      /[\u{10000}-\u{10ffff}]/gu,
      (astral) => `\\u{${astral.codePointAt(0)!.toString(16)}}`,
    );
    expect(JSON.parse(json)).toEqual({ [shownText]: [shownText] });
  }
});
