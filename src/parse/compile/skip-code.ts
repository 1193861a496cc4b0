import {
  block,
  both,
  branch,
  branchIf,
  choose,
  either,
  get,
  I32,
  i32,
  loop,
  ret,
  set,
  tee,
  V128,
  v128,
  when,
  type Code,
} from '../wasm/instructions.js';
import type { WasmModule } from '../wasm/module.js';
import { BEHIND_TAG } from '../tag-search.js';
import { byteSet, NEWLINE, onlyByte, type ByteSet } from './byte-set.js';
import { PLACE } from './conditions.js';
import { UnsoundGrammar } from './grammar.js';
import type { Tables } from './tables.js';

const CARRIAGE_RETURN = 13;

/** Containers begin with `{`, `__`, `data:` or a record separator; dmesg -K has NULs, and colours an escape. */
const CONTAINER_FIRST = '{_\0\x1e\x1b';
/** What opens and closes JSON, and ends the header of a verbose journal. */
const CONTAINER_LAST = '{}]';

/** Texts by their first or last bytes: one set of bytes for each place. */
type Edge = readonly ByteSet[];

/** How lines are told that are to be looked at, of which the sets are computed from the grammars. */
export interface WorthALook {
  /** The tag in its brackets, as latin1. */
  readonly mark: string;
  /** The last two bytes of the lines of marks.ne. */
  readonly markEndings: readonly Edge[];
  /** The first bytes of the layer that tells of dropped messages: before 4.15 in front of the next one, on one line with it. */
  readonly droppedOpening: Edge;
  /** The first bytes of records of /dev/kmsg, whose numbers show what is missing, and of the lines of a header. */
  readonly openings: readonly Edge[];
}

/** By its last byte a line is to be looked at, or it is where the byte before is in the set of this number, from 2 on. */
const LOOK = 1;

/**
 * A function that takes where a line begins and returns where the next one does, or 0 where the line is to be looked at:
 * it is blank, has the tag, or may be a record of /dev/kmsg, belong to a container, or tell of lost lines. All others,
 * nearly all that nftrace has not printed, are only counted.
 */
export function addSkip(module: WasmModule, tables: Tables, worth: WorthALook): number {
  const [last, kind, mask, chunk, newlines, stars, closings] = [1, 2, 3, 4, 5, 6, 7] as const;
  const place = get(PLACE);
  const byteAt = (at: Code): Code => i32.load8(at);
  const move = (bytes: Code): Code => set(PLACE, i32.add(place, bytes));
  const found = v128.or(
    v128.or(v128.eq(tee(chunk, v128.load(place)), get(newlines)), v128.eq(get(chunk), get(stars))),
    v128.eq(get(chunk), get(closings)),
  );
  const { first, ends, before } = tablesOf(tables, worth);
  // Few lines have these: the first byte of one sort, and the last one of the tag.
  const star = onlyByte(worth.droppedOpening[0]!);
  const closing = worth.mark.charCodeAt(worth.mark.length - 1);
  if (star < 0) throw new UnsoundGrammar('dropped', 'it can begin in several ways; give it one first byte');
  const endOfLine: Code = [
    set(last, i32.sub(place, i32.const(1))),
    when(i32.eq(byteAt(get(last)), i32.const(CARRIAGE_RETURN)), set(last, i32.sub(get(last), i32.const(1)))),
    set(kind, i32.load8(byteAt(get(last)), ends)),
    when(i32.eq(get(kind), i32.const(LOOK)), ret(i32.const(0))),
    when(get(kind), [
      // As many sets of 256 flags as the number says.
      set(mask, i32.shl(i32.sub(get(kind), i32.const(LOOK + 1)), i32.const(8))),
      set(last, i32.sub(get(last), i32.const(1))),
      when(i32.load8(i32.add(get(mask), byteAt(get(last))), before), ret(i32.const(0))),
    ]),
    i32.add(place, i32.const(1)),
  ];
  return module.add({
    params: [I32],
    results: [I32],
    locals: [I32, I32, I32, V128, V128, V128, V128],
    code: [
      when(i32.load8(byteAt(place), first), ret(i32.const(0))),
      set(newlines, v128.splat(NEWLINE)),
      set(stars, v128.splat(star)),
      set(closings, v128.splat(closing)),
      block(
        'end',
        loop(
          'on',
          when(i32.eqz(tee(mask, v128.bitmask(found))), [move(i32.const(16)), branch('on')]),
          move(i32.ctz(get(mask))),
          branchIf('end', i32.eq(byteAt(place), i32.const(NEWLINE))),
          when(
            choose(
              i32.eq(byteAt(place), i32.const(star)),
              isOpening(tables, worth.droppedOpening),
              isTag(worth.mark),
            ),
            ret(i32.const(0)),
          ),
          move(i32.const(1)),
          branch('on'),
        ),
      ),
      endOfLine,
    ],
  });
}

/** Whether the bytes from the place on are in the sets of an edge. */
function isOpening(tables: Tables, edge: Edge): Code {
  const tests = edge.map((set, i) => i32.load8(i32.load8(get(PLACE), i), tables.add(set)));
  return tests.reduceRight((rest, test) => both(test, rest));
}

/** Whether a tag ends with the byte at the place. */
function isTag(mark: string): Code {
  const behind = i32.load8(get(PLACE), 1);
  const isEnd = BEHIND_TAG.map((byte) => i32.eq(behind, i32.const(byte))).reduce(either);
  const start = i32.sub(get(PLACE), i32.const(mark.length - 1));
  const bytes = Array.from(mark, (char, i) => i32.eq(i32.load8(start, i), i32.const(char.charCodeAt(0))));
  return [isEnd, ...bytes].reduceRight((rest, test) => both(test, rest));
}

/** Where the tables are: which first bytes call for a look, which last ones, and which before those. */
function tablesOf(tables: Tables, { openings, markEndings }: WorthALook) {
  const first = byteSet(
    (byte) =>
      byte === 32 ||
      (byte >= 9 && byte <= 13) ||
      has(CONTAINER_FIRST, byte) ||
      openings.some(([set]) => set![byte] === 1),
  );
  const ends = new Uint8Array(256);
  const before: Uint8Array[] = [];
  for (let byte = 0; byte < 256; byte++) {
    const sets = markEndings.filter(([, last]) => last![byte] === 1).map(([set]) => set!);
    if (has(CONTAINER_LAST, byte)) ends[byte] = LOOK;
    else if (sets.length > 0)
      ends[byte] = LOOK + before.push(byteSet((one) => sets.some((set) => set[one] === 1)));
  }
  return {
    first: tables.add(first),
    ends: tables.add(ends),
    before: tables.add(before.flatMap((set) => [...set])),
  };
}

function has(characters: string, byte: number): boolean {
  return characters.includes(String.fromCharCode(byte));
}
