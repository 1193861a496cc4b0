/** What writes WebAssembly down: the engine itself says whether it is right. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Instance, Memory, Module } from '../../src/parse/wasm/engine.js';
import {
  block,
  both,
  branch,
  branchIf,
  either,
  fill,
  get,
  I32,
  i32,
  I64,
  i64,
  loop,
  ret,
  set,
  when,
  type Code,
} from '../../src/parse/wasm/instructions.js';
import { WasmModule } from '../../src/parse/wasm/module.js';

const memory = new Memory({ initial: 1 });

/** A function of two i32 with a local of its own, number 2. */
function run(code: Code, results = [I32], data: readonly number[] = []): (a: number, b: number) => unknown {
  const module = new WasmModule();
  const twice = module.import('twice', { params: [I32], results: [I32] });
  expect(twice).toBe(0);
  module.export('run', module.add({ params: [I32, I32], results, locals: [I32], code }));
  module.data(100, data);
  const env = { memory, twice: (value: number) => value * 2 };
  const instance = new Instance(new Module(module.bytes()), { env });
  return instance.exports['run'] as (a: number, b: number) => unknown;
}

describe('numbers', () => {
  test('of 32 bits', () => {
    fc.assert(
      fc.property(fc.integer(), (value) => {
        expect(run(i32.const(value))(0, 0)).toBe(value);
      }),
    );
    for (const value of [0, -1, 63, 64, -64, -65, 2 ** 31 - 1, -(2 ** 31)])
      expect(run(i32.const(value))(0, 0)).toBe(value);
  });

  test('of 64 bits', () => {
    fc.assert(
      fc.property(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), (value) => {
        expect(run(i64.const(value), [I64])(0, 0)).toBe(value);
      }),
    );
  });

  test('as places in the memory', () => {
    fc.assert(
      fc.property(fc.nat(65_000), (at) => {
        new Uint8Array(memory.buffer)[at] = 7;
        expect(run(i32.load8(i32.const(0), at))(0, 0)).toBe(7);
        expect(run(i32.load8(get(0), 0))(at, 0)).toBe(7);
        new Uint8Array(memory.buffer)[at] = 0;
      }),
    );
  });
});

describe('blocks', () => {
  test('a branch goes to the block of its name, however deep it is', () => {
    const product = run([
      loop(
        'again',
        block('odd', [
          when(get(0), [
            when(i32.eqz(i32.and(get(0), i32.const(1))), branch('odd')),
            set(2, i32.add(get(2), get(1))),
          ]),
        ]),
        set(0, i32.sub(get(0), i32.const(1))),
        branchIf('again', i32.gtU(get(0), i32.const(0))),
      ),
      get(2),
    ]);
    expect(product(9, 10)).toBe(50);
  });

  test('the nearest one of two that have a name', () => {
    const code = [block('a', block('a', branch('a'), ret(i32.const(1))), ret(i32.const(2))), i32.const(3)];
    expect(run(code)(0, 0)).toBe(2);
  });

  test('there is none', () => {
    expect(() => run([block('a'), branch('a'), i32.const(0)])).toThrow('there is no block a here');
  });

  test('the second condition is looked at where it decides', () => {
    const beyond = i32.load(i32.const(0), 1 << 20);
    expect(run(both(get(0), get(1)))(0, 1)).toBe(0);
    expect(run(both(get(0), beyond))(0, 1)).toBe(0);
    expect(run(either(get(0), beyond))(5, 1)).toBe(1);
    expect(() => run(both(get(0), beyond))(1, 1)).toThrow(/out of bounds/);
  });
});

test('memory is filled and begins with data', () => {
  run([fill(get(0), 9, get(1)), i32.const(0)], [I32], [1, 2, 3])(110, 2);
  expect([...new Uint8Array(memory.buffer, 100, 13)]).toEqual([1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 9, 9, 0]);
});
