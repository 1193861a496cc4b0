import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOOK_NAMES } from '../../src/model/hook.js';
import type { DeviceLine, InOutLine } from '../../src/assemble/open-lines.js';
import { Pairing } from '../../src/assemble/pairing.js';
import {
  couldBeOneRecord,
  deviceFitsHook,
  sameNamespace,
  sidesFitHook,
} from '../../src/assemble/record-shape.js';

const symbol = fc.integer({ min: 0, max: 3 });
const deviceLine = fc.record({
  seq: fc.nat(30),
  dev: symbol,
  netns: symbol,
  initnet: fc.constant(1),
  contested: fc.constant(false),
});
const inOutLine = fc.record({
  seq: fc.nat(30),
  in: symbol,
  out: symbol,
  netns: fc.integer({ min: -1, max: 3 }),
  contested: fc.constant(false),
});
const inOrder = <Line extends { seq: number }>(lines: Line[]): Line[] => lines.sort((a, b) => a.seq - b.seq);

test('two lines could be of one record if they fit at some hook', () => {
  fc.assert(
    fc.property(deviceLine, inOutLine, (device, inOut) => {
      const hooks = HOOK_NAMES.map((_, hook) => hook);
      const fits = hooks.some((hook) => sidesFitHook(hook, inOut) && deviceFitsHook(hook, device, inOut));
      expect(couldBeOneRecord(device, inOut)).toBe(fits && sameNamespace(device, inOut));
    }),
    { numRuns: 1000 },
  );
});

test('what a pair leaves alone is what no pairing of the others can avoid, also after lines are taken out', () => {
  const lines = fc.record({
    devices: fc.array(deviceLine, { maxLength: 7 }).map(inOrder),
    inOuts: fc.array(inOutLine, { maxLength: 6 }).map(inOrder),
    taken: fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 3 }),
  });
  fc.assert(
    fc.property(lines, ({ devices, inOuts, taken }) => {
      const pairing = new Pairing();
      pairing.update(devices, inOuts);
      for (const [d, i] of taken) {
        if (devices.length === 0 || inOuts.length === 0) break;
        pairing.removeInOut(i % inOuts.length);
        inOuts.splice(i % inOuts.length, 1);
        pairing.removeDevice(d % devices.length);
        devices.splice(d % devices.length, 1);
        pairing.update(devices, inOuts);
      }
      inOuts.forEach((inOut, i) =>
        devices.forEach((device, d) => {
          const alone = leastAlone(
            inOuts.filter((line) => line !== inOut),
            devices.filter((line) => line !== device),
          );
          expect(pairing.leftAlone(d, i)).toBe(alone);
          expect(pairing.leastLeftAlone).toBeLessThanOrEqual(alone);
        }),
      );
    }),
    { numRuns: 300 },
  );
});

/** By trying all. */
function leastAlone([first, ...others]: readonly InOutLine[], devices: readonly DeviceLine[]): number {
  if (first === undefined) return 0;
  const ways = devices
    .filter((device) => device.seq <= first.seq && couldBeOneRecord(device, first))
    .map((mate) =>
      leastAlone(
        others,
        devices.filter((device) => device !== mate),
      ),
    );
  return Math.min(1 + leastAlone(others, devices), ...ways);
}
