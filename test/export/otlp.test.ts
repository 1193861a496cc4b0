import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { kernelLog, walk } from '../support/kernel-log.js';
import { CAPTURES, exported, flowIds, placesOf, tally, truthOf } from './exported.js';
import { readOtlp, readOtlpLines, type OtlpSpan } from './read-otlp.js';

const EXTERNAL = 'fixtures/external-to-container/el7-3.10.log';
const OTHER = 'fixtures/external-to-container/linux-6.1.log';
/** The OpenTelemetry collector's otlpjsonfile receiver cuts longer lines (max_log_size). */
const MOST_OF_A_LINE = 1 << 20;

async function spansOf(options: readonly string[], log?: string | Buffer): Promise<OtlpSpan[]> {
  const { stdout, exitCode } = await exported('otlp', options, log);
  expect(exitCode).toBe(0);
  for (const line of stdout.split('\n')) expect(line.length).toBeLessThan(MOST_OF_A_LINE);
  return readOtlpLines(stdout);
}

function ofKind(spans: readonly OtlpSpan[], kind: string): OtlpSpan[] {
  return spans.filter(({ attributes }) => attributes['nfpath.kind'] === kind);
}

describe.each(CAPTURES)('%s', (log) => {
  test('is what the protobuf definitions want, a tree, and has every flow, packet and entry of the JSON', async () => {
    const spans = await spansOf([log]);
    const truth = await truthOf([log]);
    const [flows, packets, entries] = ['flow', 'packet', 'entry'].map((kind) => ofKind(spans, kind));
    const ids = flows!.map(({ attributes }) => attributes['nfpath.flow'] as number);
    expect(ids.sort((a, b) => a - b)).toEqual(flowIds(truth));
    expect(packets).toHaveLength(truth.summary.packets);
    expect(tally(packets!.map(({ attributes }) => String(attributes['nfpath.fate'])))).toEqual(
      tally(truth.packets.map(({ fate }) => fate)),
    );
    expect(packets!.filter(({ attributes }) => attributes['nfpath.ambiguous']).length).toBe(
      truth.packets.filter(({ ambiguous }) => ambiguous).length,
    );
    expect(tally(entries!.map(({ name }) => name))).toEqual(tally(placesOf(truth)));
    const [capture] = ofKind(spans, 'capture');
    expect(capture!.attributes).toMatchObject({
      'nfpath.lines.total': truth.summary.lines.total,
      'nfpath.packets.total': truth.summary.packets,
      'nfpath.flows.total': truth.summary.flows,
      'nfpath.complete': true,
    });
    const places = new Map(spans.map((span) => [`${span.traceId} ${span.spanId}`, span]));
    expect(places.size).toBe(spans.length);
    for (const { traceId, parentSpanId, start, end, attributes } of spans) {
      const isRoot = /^(flow|capture)/.test(String(attributes['nfpath.kind']));
      expect(parentSpanId === '').toBe(isRoot);
      if (isRoot) continue;
      const parent = places.get(`${traceId} ${parentSpanId}`)!;
      expect(parent.start <= start && end <= parent.end).toBe(true);
    }
  });
});

test('as it was read and found right', async () => {
  const { stdout } = await exported('otlp', [EXTERNAL]);
  const pretty = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.stringify(JSON.parse(line), null, 1))
    .join('\n')
    .replaceAll(/\{\s+"key": (.*),\s+"value": \{\s+(.*)\s+\}\s+\}/g, '{ "key": $1, "value": { $2 } }')
    .replaceAll(/"version": ".*"/g, '"version": "VERSION"');
  await expect(`${pretty}\n`).toMatchFileSnapshot(path.resolve('test/export/goldens/otlp.json'));
});

test('attributes have the names of the semantic conventions, or our own prefix', async () => {
  const known = new Set(
    Object.values(
      createRequire(import.meta.url)('@opentelemetry/semantic-conventions/incubating') as Record<
        string,
        unknown
      >,
    ),
  );
  const spans = await spansOf([EXTERNAL]);
  const keys = new Set(
    spans.flatMap(({ attributes, resource }) => Object.keys({ ...attributes, ...resource })),
  );
  const foreign = [...keys].filter((key) => !key.startsWith('nfpath.'));
  expect(foreign.length).toBeGreaterThan(10);
  expect(foreign.filter((key) => !known.has(key))).toEqual([]);
  const isNamespace = (key: string): boolean => [...keys].some((other) => other.startsWith(`${key}.`));
  expect([...keys].filter(isNamespace)).toEqual([]);
});

test('each namespace is a service', async () => {
  const entries = ofKind(await spansOf([EXTERNAL]), 'entry');
  expect(tally(entries.map(({ resource }) => String(resource['service.name'])))).toEqual({
    '172.17.0.2': 4,
    init: 6,
  });
});

test('a stopped packet is an error, one that got through is none', async () => {
  const packets = ofKind(await spansOf(['fixtures/dropped-in-forward/linux-6.1.log']), 'packet');
  expect(packets.map(({ status }) => status)).toEqual(
    packets.map(() => ({ code: 2, message: 'nothing after FORWARD: dropped, queued or stolen there' })),
  );
  expect(ofKind(await spansOf([EXTERNAL]), 'packet').map(({ status }) => status)).toEqual([{}, {}]);
});

test('only what the user asks for is there, and the ledger is of the whole log', async () => {
  const spans = await spansOf([EXTERNAL, '--fate', 'sent']);
  expect(tally(spans.map(({ name }) => name))).toMatchObject({
    capture: 1,
    'reply packet': 1,
    'tcp flow': 1,
  });
  expect(spans.filter(({ name }) => name === 'original packet')).toEqual([]);
  expect(ofKind(spans, 'capture')[0]!.attributes).toMatchObject({
    'nfpath.packets.total': 2,
    'nfpath.shown.packets': 1,
  });
});

test('a flow that turned out to be a part of another is linked to it', async () => {
  const [published, own] = ['10.10.10.3:1000 > 10.10.10.2:8081', '10.10.10.3:1000 > 172.17.0.2:8080'];
  const { text } = kernelLog([
    walk('a', published, ['init/PRE_ROUTING ens160'], 100),
    walk('b', own, ['c/PRE_ROUTING eth0', 'c/LOCAL_IN eth0'], 101),
    // Both have left when this shows that they are one.
    walk('c', published, ['init/PRE_ROUTING ens160', 'init/FORWARD ens160>docker0 dst=172.17.0.2:8080'], 200),
  ]);
  const truth = await truthOf([], text);
  expect(truth.flows.map(({ id, aliases }) => ({ id, aliases }))).toEqual([{ id: 1, aliases: [2] }]);
  expect(truth.packets.map(({ flow }) => flow)).toEqual([1, 2, 1]);
  const spans = await spansOf([], text);
  const [flow] = ofKind(spans, 'flow');
  const [part] = ofKind(spans, 'flow-part');
  expect(flow!.links).toEqual([{ traceId: part!.traceId, spanId: part!.spanId }]);
  expect(part!.links).toEqual([{ traceId: flow!.traceId, spanId: flow!.spanId }]);
  const inPart = ofKind(spans, 'packet').filter(({ traceId }) => traceId === part!.traceId);
  expect(inPart.map(({ attributes }) => attributes['nfpath.packet'])).toEqual([2]);
});

describe('ids', () => {
  const idsOf = async (...logs: string[]): Promise<string[]> =>
    (await spansOf(logs)).map(({ traceId, spanId }) => `${traceId} ${spanId}`);

  test('are the same for the same log, whatever it is called', async () => {
    const ids = await idsOf(EXTERNAL);
    expect(await idsOf(EXTERNAL)).toEqual(ids);
    const renamed = await spansOf([], fs.readFileSync(EXTERNAL));
    expect(renamed.map(({ traceId, spanId }) => `${traceId} ${spanId}`)).toEqual(ids);
  });

  test('stay when the log goes on', async () => {
    const lines = fs.readFileSync(OTHER, 'utf8').split('\n');
    const half = await spansOf([], lines.slice(0, Math.floor(lines.length / 2)).join('\n'));
    const all = new Set(await idsOf(OTHER));
    const packets = ofKind(half, 'packet');
    expect(packets.length).toBeGreaterThan(2);
    for (const { traceId, spanId } of packets) expect(all).toContain(`${traceId} ${spanId}`);
  });

  test.each([
    ['of another host', OTHER],
    ['of the same log once more', EXTERNAL],
  ])('are others for a boot %s', async (_, other) => {
    const alone = await idsOf(EXTERNAL);
    const both = await idsOf(EXTERNAL, other);
    expect(new Set(both).size).toBe(both.length);
    expect(both.slice(0, alone.length - 1)).toEqual(alone.slice(0, -1));
  });
});

test('a log without packets gives no span, and a wrong request would be seen', async () => {
  expect(await spansOf([], 'nothing of ours\n')).toEqual([]);
  const { stdout } = await exported('otlp', [EXTERNAL]);
  const line = stdout.split('\n')[0]!;
  expect(readOtlp(line).length).toBeGreaterThan(0);
  for (const [good, bad] of [
    ['"kind":1', '"kind":"SPAN_KIND_INTERNAL"'],
    ['"intValue":"1"', '"intValue":"one"'],
    ['"startTimeUnixNano"', '"start_time_unix_nano"'],
    [/"spanId":"[0-9a-f]{16}"/, '"spanId":"0000000000000000"'],
    ['"boolValue":false', '"boolValue":"no"'],
  ] as const)
    expect(() => readOtlp(line.replace(good, bad))).toThrow();
});
