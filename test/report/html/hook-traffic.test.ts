/** What is counted at hooks and between them adds up, whatever packets do. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Analysis } from '../../../src/analyze.js';
import { HOOK_NAMES } from '../../../src/model/hook.js';
import type { Packet } from '../../../src/model/packet.js';
import { HookTraffic } from '../../../src/report/html/hook-traffic.js';
import { feed } from '../../support/analysed.js';
import { kernelLog, walk } from '../../support/kernel-log.js';

const HOOKS = HOOK_NAMES.map((_, hook) => hook);

function trafficOf(packets: readonly Packet[]): HookTraffic {
  const traffic = new HookTraffic();
  for (const packet of packets) traffic.packet(packet);
  return traffic;
}

/** What the law of `NamespaceTraffic` says against a traffic; empty where it adds up. */
function lawErrors(traffic: HookTraffic): string[] {
  return traffic.namespaces.flatMap(({ entries, begun, arrived, steps, left, ended }) =>
    HOOKS.flatMap((hook) => {
      const stepsTo = HOOKS.reduce((sum, from) => sum + steps[from]![hook]!, 0);
      const stepsFrom = steps[hook]!.reduce((sum, count) => sum + count, 0);
      const ends = Object.values(ended[hook]!).reduce((sum, count) => sum + count, 0);
      const came = begun[hook]! + arrived[hook]! + stepsTo;
      const went = left[hook]! + ends + stepsFrom;
      return came === entries[hook] && went === entries[hook]
        ? []
        : [`${HOOK_NAMES[hook]}: ${entries[hook]} entries, ${came} came and ${went} went`];
    }),
  );
}

/** Any packet at all, not only those that a kernel makes. */
const anyPacket = fc
  .record({
    places: fc.array(fc.tuple(fc.constantFrom(1, 2, 3), fc.constantFrom(...HOOKS)), {
      minLength: 1,
      maxLength: 8,
    }),
    boot: fc.nat(2),
    fate: fc.constantFrom('delivered', 'sent', 'stopped', 'open'),
    ambiguous: fc.boolean(),
  })
  .map(({ places, boot, fate, ambiguous }): Packet => {
    const entries = places.map(([netns, hook]) => ({ netns, initnet: 1, hook, ambiguous, file: boot }));
    return { entries, boot, fate } as unknown as Packet;
  });

test('whatever comes to a hook goes from it, and each entry is counted once', () => {
  fc.assert(
    fc.property(fc.array(anyPacket, { maxLength: 20 }), (packets) => {
      const traffic = trafficOf(packets);
      expect(lawErrors(traffic)).toEqual([]);
      const sum = (of: (one: (typeof traffic.namespaces)[number]) => readonly number[]): number =>
        traffic.namespaces.reduce((total, one) => total + of(one).reduce((a, b) => a + b, 0), 0);
      expect(sum(({ entries }) => entries)).toBe(
        packets.reduce((total, { entries }) => total + entries.length, 0),
      );
      expect(sum(({ begun }) => begun)).toBe(packets.length);
      expect(Object.values(traffic.fates).reduce((a, b) => a + b)).toBe(packets.length);
      expect(sum(({ left }) => left)).toBe(sum(({ arrived }) => arrived));
      expect(traffic.crossings.reduce((total, { count }) => total + count, 0)).toBe(sum(({ left }) => left));
    }),
  );
});

test('boot by boot, init first, and crossings by how many', () => {
  const packets: Packet[] = [];
  const analysis = new Analysis({ packet: (packet) => void packets.push(packet) });
  const way = [
    'c4/LOCAL_OUT >eth0',
    'c4/POST_ROUTING >eth0',
    'init/PRE_ROUTING docker0',
    'init/LOCAL_IN docker0',
  ];
  const log = kernelLog(['a', 'b'].map((skb, i) => walk(skb, `172.17.0.4:${i + 1} > 172.17.0.1:80`, way)));
  for (let boot = 0; boot < 2; boot++) {
    analysis.beginInput();
    feed(analysis.chunks, Buffer.from(log.text));
  }
  analysis.finish();
  const traffic = trafficOf(packets);
  expect(traffic.namespaces.map(({ boot, isInit }) => [boot, isInit])).toEqual([
    [0, true],
    [0, false],
    [1, true],
    [1, false],
  ]);
  expect(traffic.crossings.map(({ from, to, count }) => [from.isInit, to.isInit, count])).toEqual([
    [false, true, 2],
    [false, true, 2],
  ]);
});
