import { expect, test } from 'vitest';
import type { Packet } from '../../../src/model/packet.js';
import { BootNumbers } from '../../../src/report/html/boot-numbers.js';

/** Of packets by boot and input. */
function numbersOf(...packets: readonly (readonly [boot: number, file: number])[]): BootNumbers {
  const numbers = new BootNumbers();
  for (const [boot, file] of packets) numbers.packet({ boot, entries: [{ file }] } as unknown as Packet);
  return numbers;
}

test('a boot alone has none, whatever its own number is', () => {
  const numbers = numbersOf([3, 0], [3, 1]);
  expect(numbers.numberOf(3)).toBeNull();
  expect(numbers.numbersIn(0)).toEqual([]);
});

test('boots that show packets are counted in their order, and inputs know theirs', () => {
  const numbers = numbersOf([4, 1], [2, 0], [4, 2], [7, 2]);
  expect([2, 4, 7].map((boot) => numbers.numberOf(boot))).toEqual([1, 2, 3]);
  expect([0, 1, 2, 3].map((file) => numbers.numbersIn(file))).toEqual([[1], [2], [2, 3], []]);
});
