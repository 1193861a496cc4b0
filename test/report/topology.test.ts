import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { shown } from '../../src/model/shown.js';
import { drawDot } from '../../src/report/draw/drawn-log.js';
import { analysed, type PacketObject } from '../support/analysed.js';
import { drawnLog, longLog } from '../support/drawn.js';
import { oldestAndNewest } from '../support/golden.js';
import { HOSTILE_DEVICE } from '../support/hostile-names.js';
import { kernelLog, walk } from '../support/kernel-log.js';

const hasDot = spawnSync('dot', ['-V']).status === 0;

/** What Graphviz says of a graph that it has read, without laying it out. */
interface Graph {
  readonly label: string;
  readonly objects?: readonly { readonly name: string; readonly label: string; readonly shape?: string }[];
  readonly edges?: readonly { readonly label: string }[];
}

/** Graphs one behind the other, as Graphviz reads them. */
function read(dots: readonly string[]): Graph[] {
  const { stdout, stderr, status } = spawnSync('dot', ['-Tdot_json'], {
    input: dots.join(''),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout.split(/^(?=\{)/m).map((json) => JSON.parse(json) as Graph);
}

/** A label as it is drawn: escapes and entities decoded. */
function drawn(label: string): string {
  return label
    .replace(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character))
    .replaceAll('&amp;', '&');
}

const LOGS: readonly (readonly [string, string | Buffer])[] = [
  ...oldestAndNewest().map(({ log, lines }): [string, string] => [log, lines.slice(1).join('\n')]),
  ['nine namespaces', longLog(9, 'eth0')],
  ['a hostile device', Buffer.from(longLog(3, HOSTILE_DEVICE), 'latin1')],
  ['nothing', ''],
];

const BETWEEN = '\0';

/** The passages of packets, as `--format json` has them: from place to place, and how often. */
function passages(packets: readonly PacketObject[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { hops, fate } of packets) {
    const way = hops.flatMap(({ netns, entries }) =>
      entries.flatMap(({ hook, in: inDev, out }, i) => [
        ...(hook === 'PRE_ROUTING' && !(entries[i - 1]?.hook === hook && entries[i - 1]!.in === inDev)
          ? [`${netns} dev ${inDev}`]
          : []),
        `${netns} ${hook}`,
        ...(hook === 'POST_ROUTING' ? [`${netns} dev ${out}`] : []),
      ]),
    );
    if (fate === 'stopped' || fate === 'open') way.push(`${hops.at(-1)!.netns} ${fate}`);
    for (const [i, place] of way.entries()) {
      if (i === 0) continue;
      const key = `${way[i - 1]}${BETWEEN}${place}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}

const numberIn = (label: string): number => Number(/^[\d,]+/.exec(label)![0].replaceAll(',', ''));

describe.skipIf(!hasDot)('the topology, read by Graphviz (dot)', () => {
  const graphs = hasDot ? read(LOGS.map(([, log]) => drawDot(drawnLog(log)))) : [];

  test.each(LOGS.map(([name, log], i) => ({ name, log, i })))(
    '$name: places and passages are those of the JSON, with its counts',
    ({ log, i }) => {
      const { packets, summary } = analysed(log);
      const { objects = [], edges = [] } = graphs[i]!;
      const clusters = objects.filter(({ name }) => name.startsWith('cluster'));
      const labels = objects.map(({ label }) => drawn(label));
      expect(clusters.map(({ label }) => drawn(label)).sort()).toEqual(
        summary.namespaces.map(({ name }) => name).sort(),
      );

      const expected = passages(packets);
      expect(edges.map(({ label }) => numberIn(label)).sort()).toEqual([...expected.values()].sort());
      const places = [...new Set([...expected.keys()].flatMap((key) => key.split(BETWEEN)))];
      expect(objects.length - clusters.length).toBe(places.length);
      const devices = places.flatMap((place) => /^\w+ dev ([^]*)$/.exec(place)?.[1] ?? []);
      const ellipses = objects.filter(({ shape }) => shape === 'ellipse').map(({ label }) => drawn(label));
      expect(ellipses.sort()).toEqual(devices.map(shown).sort());

      const sumOf = (what: RegExp): number =>
        labels.reduce((sum, label) => sum + numberIn(what.exec(label)?.[1] ?? '0'), 0);
      expect(sumOf(/\n([\d,]+) entr/)).toBe(summary.entries.total);
      const ended = packets.filter(({ fate }) => fate === 'stopped' || fate === 'open').length;
      expect(sumOf(/\n([\d,]+) packet/)).toBe(ended);
    },
  );
});

test('passages of packets of which an entry is missing are counted, and dashed where there are no others', () => {
  const { lines } = kernelLog([
    walk('b', '10.0.0.1:2 > 10.0.0.2:80', [
      'init/PRE_ROUTING eth0',
      'init/FORWARD eth0>eth1',
      'init/POST_ROUTING >eth1',
    ]),
    walk('c', '10.0.0.1:3 > 10.0.0.2:80', ['init/PRE_ROUTING eth0', 'init/LOCAL_IN eth0']),
  ]);
  // Of the first packet the record at FORWARD has lost its line with the devices.
  const cut = lines.filter((_, i) => i !== 6);
  const dot = drawDot(drawnLog(`${cut.join('\n')}\n`));
  expect(dot).toMatch(/\[label="1\\n1 doubtful" style=dashed/);
  expect(dot).toMatch(/-> n\d+ \[label="1"\]/);
  expect(dot).toContain('1 record incomplete');
});
