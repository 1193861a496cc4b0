import { describe, expect, test } from 'vitest';
import { foldClients } from '../../../src/report/lanes/fold-clients.js';
import { laneSections, type LaneSection } from '../../../src/report/lanes/lane-sections.js';
import { plainText } from '../../../src/report/line.js';
import { drawnLog } from '../../support/drawn.js';
import { oldestAndNewest } from '../../support/golden.js';
import { kernelLog, walk, type Walk } from '../../support/kernel-log.js';

const WAY = [
  'init/PRE_ROUTING eth0',
  'init/FORWARD eth0>eth1 dst=10.9.9.9:80',
  'init/POST_ROUTING eth0>eth1',
];

function sectionsOf(walks: readonly Walk[]): LaneSection[] {
  const { digest, names } = drawnLog(kernelLog(walks).text);
  return foldClients(laneSections(digest, names));
}

function headings(sections: readonly LaneSection[]): string[] {
  return sections.flatMap(({ pictures }) => pictures.map(({ heading }) => plainText(heading)));
}

function packetsIn(sections: readonly LaneSection[]): number {
  return sections.flatMap(({ packets }) => packets).reduce((sum, count) => sum + count, 0);
}

const client = (i: number, way: readonly string[] = WAY, to = '10.0.0.2:443'): Walk =>
  walk(`skb${i}`, `10.0.1.${i}:1000 > ${to}`, way);

describe('clients that took the same way', () => {
  test('are drawn once, with the first of them, and counted', () => {
    const sections = sectionsOf([client(1), client(2), client(2), client(3)]);
    expect(headings(sections)).toEqual([
      'original ×1  10.0.1.1:1000 → 10.0.0.2:443  sent out by eth1, 20 µs, and 3 packets of 2 other clients',
    ]);
    expect(sections.map(({ packets }) => packets)).toEqual([[4]]);
  });

  test('also where SNAT gives each another address', () => {
    const snat = (i: number): Walk =>
      client(i, [
        ...WAY.slice(0, -1),
        'init/POST_ROUTING eth0>eth1',
        `far/PRE_ROUTING eth0 src=10.7.0.${i}:1000`,
      ]);
    expect(headings(sectionsOf([snat(1), snat(2)]))).toHaveLength(1);
  });

  test.each([
    ['another service', client(2, WAY, '10.0.0.2:444')],
    [
      'another device',
      client(2, [
        WAY[0]!.replace('eth0', 'eth7'),
        ...WAY.slice(1).map((step) => step.replace('eth0', 'eth7')),
      ]),
    ],
    ['another end', client(2, WAY.slice(0, 2))],
    [
      'another address behind DNAT',
      client(
        2,
        WAY.map((step) => step.replace('10.9.9.9:80', '10.9.9.9:81')),
      ),
    ],
  ])('%s is a picture of its own', (_, other) => {
    expect(headings(sectionsOf([client(1), other]))).toHaveLength(2);
  });

  test('what is doubtful is a picture of its own', () => {
    const { lines } = kernelLog([client(1), client(2)]);
    // Of the second packet the record at FORWARD has lost its line with the devices.
    const cut = lines.filter((_, i) => i !== 12 + 6);
    const { digest, names } = drawnLog(`${cut.join('\n')}\n`);
    const sections = foldClients(laneSections(digest, names));
    expect(headings(sections)).toHaveLength(2);
    expect(headings(sections)[1]).toContain('1 packet ambiguous');
  });

  test.each(oldestAndNewest())('$log: no packet is left out', ({ lines }) => {
    const { digest, names } = drawnLog(lines.slice(1).join('\n'));
    const sections = laneSections(digest, names);
    expect(packetsIn(foldClients(sections))).toBe(packetsIn(sections));
  });
});
