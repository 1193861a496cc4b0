import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Generations } from '../../src/correlate/generations.js';

/** The same with two maps, which is what it is to be like. */
class Model {
  young = new Map<number, number>();
  old = new Map<number, number>();

  get(key: number): number {
    const value = this.young.get(key) ?? this.old.get(key);
    if (value !== undefined) this.set(key, value);
    return value ?? 0;
  }

  set(key: number, value: number): void {
    this.young.set(key, value);
    this.old.delete(key);
  }

  turn(): number[] {
    const leaving = [...this.old.values()];
    [this.old, this.young] = [this.young, new Map()];
    return leaving;
  }

  clear(): number[] {
    return [...this.turn(), ...this.turn()];
  }
}

const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('set' as const), key: fc.nat(12) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('get' as const), key: fc.nat(12) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('turn' as const), key: fc.constant(0) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clear' as const), key: fc.constant(0) }) },
);

test('what was not used for two generations leaves, in the order in which it came', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const generations = new Generations();
      const model = new Model();
      for (const [i, { do: what, key }] of steps.entries()) {
        if (what === 'get') expect(generations.get(key)).toBe(model.get(key));
        else if (what === 'set') {
          generations.set(key, i + 1);
          model.set(key, i + 1);
        } else expect(generations[what]()).toEqual(model[what]());
        expect(generations.youngSize).toBe(model.young.size);
      }
    }),
    { numRuns: 300 },
  );
});

test('keys may come in any order and be large', () => {
  const generations = new Generations();
  for (const key of [1_000_000, 3, 70_000, 1_000_000]) generations.set(key, key);
  expect([generations.get(70_000), generations.get(4), generations.get(2_000_000)]).toEqual([70_000, 0, 0]);
  expect(generations.clear()).toEqual([1_000_000, 3, 70_000]);
});
