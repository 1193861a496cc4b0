import fs from 'node:fs';
import zlib from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { Analysis } from '../../../src/analyze.js';
import { namedLog } from '../../../src/api/read-traffic.js';
import { RuleMarks } from '../../../src/check/rule-marks.js';
import { TrafficCollector } from '../../../src/check/traffic-collector.js';
import { wayKey } from '../../../src/check/way-key.js';
import type { Flow } from '../../../src/model/flow.js';
import type { Packet } from '../../../src/model/packet.js';
import type { RuleMark } from '../../../src/model/rule-mark.js';
import { parsePolicy } from '../../../src/policy/parse-policy.js';
import { judgedShape, pathShape } from '../../../src/report/html/path-shape.js';
import { feed } from '../../support/analysed.js';

/** Captures in which much is ambiguous, incomplete, or at the edges of the log. */
const LOGS = ['linux-6.1-8cpu-brnf1-heavy', 'linux-6.1-8cpu-brnf1-loss'];
const POLICIES = ['guard', 'path'];

interface Judged {
  readonly packet: Packet;
  readonly flow: Flow;
  readonly marks: readonly RuleMark[];
}

function judged(name: string, policyName: string): Judged[] {
  const log = zlib.gunzipSync(fs.readFileSync(`fixtures/truth/${name}/capture.log.gz`));
  const collector = new TrafficCollector(() => true);
  const packets: Packet[] = [];
  const flows = new Map<number, Flow>();
  const analysis = new Analysis({
    packet: (packet) => {
      packets.push(packet);
      collector.packet(packet);
    },
    flow: (flow) => {
      for (const id of [flow.id, ...flow.aliases]) flows.set(id, flow);
      collector.flow(flow);
    },
  });
  analysis.beginInput();
  // Cut, so that packets are at its beginning and at its end.
  feed(analysis.chunks, log.subarray(1_000_000, 3_000_000));
  analysis.finish();
  const file = `fixtures/policies/${policyName}.yaml`;
  const names = { texts: analysis.texts, namespaces: analysis.namespaces, inputs: [file] };
  const reading = { analysis, names, complaints: [], read: () => Promise.reject(new Error('read already')) };
  const marks = new RuleMarks(
    parsePolicy(fs.readFileSync(file, 'utf8'), file),
    namedLog(reading, collector.finish()),
  );
  return packets.map((packet) => {
    const flow = flows.get(packet.flow)!;
    return { packet, flow, marks: marks.of(packet, flow) };
  });
}

describe.each(LOGS)('%s', (log) => {
  test.each(POLICIES)('%s: packets of one judged shape are judged alike', (policy) => {
    const all = judged(log, policy);
    const known = new Map<string, readonly RuleMark[]>();
    let different = 0;
    for (const { packet, flow, marks } of all) {
      const key = `${flow.server.address}:${flow.server.port} ${flow.published?.port} ${judgedShape(packet)}`;
      const before = known.get(key);
      if (before === undefined) known.set(key, marks);
      else if (JSON.stringify(before) !== JSON.stringify(marks)) different++;
    }
    expect(all.filter(({ marks }) => marks.length > 0).length).toBeGreaterThan(100);
    expect(different).toBe(0);
  });
});

test('fewer keys than rules can tell apart, and each a part of one path', () => {
  const packets = judged(LOGS[0]!, 'guard').map(({ packet }) => packet);
  const count = (keyOf: (packet: Packet) => string): number => new Set(packets.map(keyOf)).size;
  expect(count(judgedShape)).toBeLessThan(count(wayKey));
  expect(count((packet) => `${judgedShape(packet)} ${pathShape(packet)}`)).toBe(count(judgedShape));
});
