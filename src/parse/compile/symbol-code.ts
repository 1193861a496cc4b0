import { AT, MASKS, SHORT } from '../memory-layout.js';
import {
  block,
  both,
  branch,
  branchIf,
  call,
  choose,
  fill,
  get,
  I32,
  i32,
  I64,
  i64,
  loop,
  ret,
  set,
  tee,
  unreachable,
  when,
  type Code,
} from '../wasm/instructions.js';
import { WasmModule } from '../wasm/module.js';

const here = (word: number): Code => i32.load(i32.const(0), word);
const put = (word: number, value: Code): Code => i32.store(i32.const(0), value, word);
const slotAt = (slot: Code): Code => i32.add(here(AT.slots), i32.shl(slot, i32.const(2)));
const rowOf = (symbol: Code): Code => i32.add(here(AT.rows), i32.shl(symbol, i32.const(4)));
const next = (slot: number): Code => i32.and(i32.add(get(slot), i32.const(1)), here(AT.slotMask));

/** The products do not wait for each other; the last one brings all bits to the high ones. */
function slotOf(low: Code, high: Code, mixed: number): Code {
  const sum = i64.xor(
    i64.mul(low, i64.const(0x9e3779b97f4a7c15n)),
    i64.mul(high, i64.const(0xc2b2ae3d27d4eb4fn)),
  );
  const folded = i64.xor(tee(mixed, sum), i64.shrU(get(mixed), i64.const(32n)));
  const spread = i64.shrU(i64.mul(folded, i64.const(0x165667b19e3779f9n)), i64.const(32n));
  return i32.and(i32.wrap(spread), here(AT.slotMask));
}

/**
 * The functions of the symbol table (src/parse/symbols.ts), over texts in the memory:
 *
 *     read(start, end, kinds, last)  the symbol of a text, which may be new; notes that it is one of these kinds, a set
 *                                    of bits
 *     guess(start, kind, last)       the symbol of 16 bytes, where they are a text that was read as one of this kind; else 0
 *
 * At `last` is the symbol that is tried first, as the same texts come again and again at each place of the grammar.
 * They ask `env.long(start, end)` for texts of more than 16 bytes.
 */
export function symbolModule(): Uint8Array {
  const module = new WasmModule();
  const long = module.import('long', { params: [I32, I32], results: [I32] });
  const rehash = addRehash(module);
  const find = addFind(module, rehash);
  module.export('read', addRead(module, long, find));
  module.export('guess', addGuess(module, find));
  const masks = Array.from({ length: SHORT + 1 }, (_, length) =>
    Array.from({ length: SHORT }, (_, byte) => (byte < length ? 255 : 0)),
  );
  module.data(MASKS, masks.flat());
  return module.bytes();
}

/** Doubles the slots. Rows of zeros are those of texts that are kept elsewhere: they have no slot. */
function addRehash(module: WasmModule): number {
  const [symbol, low, high, slot, mixed] = [0, 1, 2, 3, 4] as const;
  const bytes = i32.shl(i32.add(here(AT.slotMask), i32.const(1)), i32.const(2));
  return module.add({
    params: [],
    results: [],
    locals: [I32, I64, I64, I32, I64],
    code: [
      put(AT.slotMask, i32.add(i32.shl(here(AT.slotMask), i32.const(1)), i32.const(1))),
      fill(here(AT.slots), 0, bytes),
      loop(
        'symbols',
        set(symbol, i32.add(get(symbol), i32.const(1))),
        when(i32.ltU(get(symbol), here(AT.size)), [
          set(low, i64.load(rowOf(get(symbol)))),
          set(high, i64.load(rowOf(get(symbol)), 8)),
          when(i64.eqz(i64.or(get(low), get(high))), branch('symbols')),
          set(slot, slotOf(get(low), get(high), mixed)),
          loop('taken', when(i32.load(slotAt(get(slot))), [set(slot, next(slot)), branch('taken')])),
          i32.store(slotAt(get(slot)), get(symbol)),
          branch('symbols'),
        ]),
      ),
    ],
  });
}

/** The symbol of a text of 16 bytes, zeros behind it; where there is none a new one (`adds`), or 0. */
function addFind(module: WasmModule, rehash: number): number {
  const [low, high, adds, last, slot, symbol, row, mixed] = [0, 1, 2, 3, 4, 5, 6, 7] as const;
  const isFound = both(i64.eq(i64.load(get(row)), get(low)), i64.eq(i64.load(get(row), 8), get(high)));
  return module.add({
    params: [I64, I64, I32, I32],
    results: [I32],
    locals: [I32, I32, I32, I64],
    code: [
      set(row, rowOf(tee(symbol, i32.load(get(last))))),
      when(isFound, ret(get(symbol))),
      set(slot, slotOf(get(low), get(high), mixed)),
      block(
        'missing',
        loop(
          'slots',
          set(symbol, i32.load(slotAt(get(slot)))),
          set(row, rowOf(get(symbol))),
          when(isFound, [i32.store(get(last), get(symbol)), ret(get(symbol))]),
          branchIf('missing', i32.eqz(get(symbol))),
          set(slot, next(slot)),
          branch('slots'),
        ),
      ),
      when(i32.eqz(get(adds)), ret(i32.const(0))),
      set(symbol, here(AT.size)),
      when(i32.geU(get(symbol), here(AT.capacity)), unreachable),
      set(row, rowOf(get(symbol))),
      i64.store(get(row), get(low)),
      i64.store(get(row), get(high), 8),
      i32.store(slotAt(get(slot)), get(symbol)),
      put(AT.size, i32.add(get(symbol), i32.const(1))),
      when(i32.gtU(i32.shl(get(symbol), i32.const(1)), here(AT.slotMask)), call(rehash)),
      i32.store(get(last), get(symbol)),
      get(symbol),
    ],
  });
}

function addRead(module: WasmModule, long: number, find: number): number {
  const [start, end, kinds, last, length, mask, symbol] = [0, 1, 2, 3, 4, 5, 6] as const;
  const kindsAt = i32.add(here(AT.kinds), get(symbol));
  return module.add({
    params: [I32, I32, I32, I32],
    results: [I32],
    locals: [I32, I32, I32],
    code: [
      when(
        i32.gtU(tee(length, i32.sub(get(end), get(start))), i32.const(SHORT)),
        ret(call(long, get(start), get(end))),
      ),
      set(mask, i32.shl(get(length), i32.const(4))),
      set(
        symbol,
        call(
          find,
          i64.and(i64.load(get(start)), i64.load(get(mask), MASKS)),
          i64.and(i64.load(get(start), 8), i64.load(get(mask), MASKS + 8)),
          i32.const(1),
          get(last),
        ),
      ),
      when(get(kinds), i32.store8(kindsAt, i32.or(i32.load8(kindsAt), get(kinds)))),
      get(symbol),
    ],
  });
}

/** Where the last byte is a NUL it is no text of 16, but it could look like a shorter one. */
function addGuess(module: WasmModule, find: number): number {
  const [start, kind, last, symbol] = [0, 1, 2, 3] as const;
  const found = call(find, i64.load(get(start)), i64.load(get(start), 8), i32.const(0), get(last));
  return module.add({
    params: [I32, I32, I32],
    results: [I32],
    locals: [I32],
    code: [
      when(i32.eqz(i32.load8(get(start), SHORT - 1)), ret(i32.const(0))),
      set(symbol, found),
      choose(i32.and(i32.load8(i32.add(here(AT.kinds), get(symbol))), get(kind)), get(symbol), i32.const(0)),
    ],
  });
}
