import { describe, expect, test } from 'vitest';
import { compile, type Compiled } from '../../src/parse/compile/compile.js';
import { bytesOf, endingsOf, openingsOf } from '../../src/parse/compile/edges.js';
import type { CompiledGrammar, GrammarRule } from '../../src/parse/compile/grammar.js';
import { UnsoundGrammar } from '../../src/parse/compile/grammar.js';
import { checkMessages, HEADERS, LAYERS, MARKS, ORIGINS, TRACE_LINES } from '../../src/parse/compile/sink.js';
import { bytesIn, treeOf, type Node } from '../../src/parse/compile/tree.js';
import { TRACE_LINE } from '../../src/parse/grammars.js';
import { recognisersOf } from '../../src/parse/compile/recognisers.js';
import { LineMemory } from '../../src/parse/memory.js';
import { TAPE } from '../../src/parse/memory-layout.js';
import type { Reader } from '../../src/parse/recogniser.js';
import { Instance, Module } from '../../src/parse/wasm/engine.js';

const { atoms: ATOMS, grammar: GRAMMAR } = TRACE_LINE;
const { int, text } = ATOMS;
const lit = (literal: string) => ({ literal });
const word: GrammarRule[] = [
  { name: 'word$ebnf$1', symbols: [/[a-z]/] },
  { name: 'word$ebnf$1', symbols: ['word$ebnf$1', /[a-z]/] },
  { name: 'word', symbols: ['word$ebnf$1'], postprocess: text },
];
const keep = ([w]: unknown[]) => ({ kind: 'word', w });

function grammarOf(rules: GrammarRule[]): CompiledGrammar {
  return { ParserRules: rules, ParserStart: rules[0]!.name };
}

function compiled(rules: GrammarRule[]): Compiled {
  return compile([{ name: 'line', grammar: grammarOf(rules), atoms: ATOMS, texts: 'symbols' }]);
}

/** Soundness condition, what breaks it, the rules, and what the error must say. */
const UNSOUND: readonly (readonly [
  condition: string,
  breaker: string,
  rules: GrammarRule[],
  error: RegExp,
])[] = [
  [
    '1 characters',
    'tokens of a lexer',
    [{ name: 'a', symbols: [{ type: 'word' } as never] }],
    /rule a: .*lexer/,
  ],
  ['2 regular', 'a rule that is not there', [{ name: 'a', symbols: ['b'] }], /rule b: there is no such rule/],
  [
    '2 regular',
    'nested brackets',
    [
      { name: 'a', symbols: [lit('('), 'a', lit(')')] },
      { name: 'a', symbols: [] },
    ],
    /rule a: it is recursive/,
  ],
  [
    '2 regular',
    'recursion by way of another rule',
    [
      { name: 'a', symbols: ['b', lit('x')] },
      { name: 'b', symbols: ['a'] },
      { name: 'b', symbols: [lit('y')] },
    ],
    /rule a: it is recursive/,
  ],
  [
    '2 regular',
    'a rule that only repeats',
    [{ name: 'a', symbols: ['a', lit('x')] }],
    /rule a: it never ends/,
  ],
  [
    '2 regular',
    'a loop over nothing',
    [
      { name: 'a', symbols: [] },
      { name: 'a', symbols: ['a', 'b'] },
      { name: 'b', symbols: [] },
      { name: 'b', symbols: [lit('x')] },
    ],
    /rule a: what it repeats may be empty/,
  ],
  [
    '3 decided',
    'two derivations of one line',
    [
      { name: 'a', symbols: ['word'], postprocess: () => ({ kind: 'x' }) },
      { name: 'a', symbols: ['word', 'end'], postprocess: () => ({ kind: 'y' }) },
      { name: 'end', symbols: [] },
      ...word,
    ],
    /rule a: the next 12 bytes cannot tell its alternatives apart/,
  ],
  [
    '3 decided',
    'alternatives that differ in the thirteenth byte',
    [
      { name: 'a', symbols: [...'123456789abcx'].map(lit), postprocess: () => ({ kind: 'x' }) },
      { name: 'a', symbols: [...'123456789abcy'].map(lit), postprocess: () => ({ kind: 'y' }) },
    ],
    /rule a: the next 12 bytes cannot tell its alternatives apart: put what they share/,
  ],
  [
    '3 decided',
    'a loop that eats what follows',
    [
      { name: 'a', symbols: ['s', ...[...'123456789012'].map(lit)], postprocess: () => ({ kind: 'x' }) },
      { name: 's', symbols: [] },
      { name: 's', symbols: ['s', /[0-9]/] },
    ],
    /rule s: the next 12 bytes cannot tell its loop and what follows apart/,
  ],
  [
    '3 decided',
    'a blank that may belong to either neighbour',
    [
      { name: 'a', symbols: ['s', 's'], postprocess: () => ({ kind: 'x' }) },
      { name: 's', symbols: [] },
      { name: 's', symbols: ['s', lit(' ')] },
    ],
    /rule s: .* its loop and what follows apart/,
  ],
  [
    '4 parametric',
    'a postprocessor that looks at a value',
    [
      {
        name: 'a',
        symbols: ['word'],
        postprocess: ([w]) => ({ kind: (w as string).length > 3 ? 'x' : 'y' }),
      },
      ...word,
    ],
    /rule a: its postprocessor looks at a value \(get\)/,
  ],
  [
    '4 parametric',
    'one that computes with a value',
    [
      { name: 'a', symbols: ['n'], postprocess: ([n]) => ({ kind: 'x', n: Number(n) + 1 }) },
      { name: 'n', symbols: [/[0-9]/], postprocess: int },
    ],
    /rule a: its postprocessor looks at a value/,
  ],
  [
    '4 parametric',
    'one that looks at characters nobody keeps',
    [
      { name: 'a', symbols: ['b'], postprocess: () => ({ kind: 'x' }) },
      {
        name: 'b',
        symbols: [/[a-z]/],
        postprocess: (d, _, reject) => (`${String(d[0])}` > 'm' ? reject : null),
      },
    ],
    /rule b: its postprocessor looks at a value/,
  ],
  [
    '4 parametric',
    'one that rejects',
    [
      { name: 'a', symbols: ['b'], postprocess: () => ({ kind: 'x' }) },
      { name: 'b', symbols: [/[a-z]/], postprocess: (_d, _l, reject) => reject },
    ],
    /rule b: its postprocessor rejects/,
  ],
  [
    '4 parametric',
    'one that keeps the place in the line',
    [{ name: 'a', symbols: [/[a-z]/], postprocess: (_, at) => ({ kind: 'x', at }) }],
    /rule a: its result holds raw characters/,
  ],
  [
    '4 parametric',
    'one that counts the rounds of a loop',
    [
      { name: 'a', symbols: ['l'], postprocess: ([l]) => ({ kind: 'x', n: (l as unknown[]).length }) },
      { name: 'l', symbols: [] },
      { name: 'l', symbols: ['l', lit(' ')] },
    ],
    /rule a: its postprocessor looks at a value/,
  ],
  [
    '5 atoms',
    'a field in front of a loop over it',
    [
      { name: 'a', symbols: ['l'], postprocess: ([l]) => ({ kind: 'x', w: (l as unknown[])[0] }) },
      { name: 'l', symbols: ['word'] },
      { name: 'l', symbols: ['l', lit(' ')] },
      ...word,
    ],
    /rule l: a loop cannot hold a field/,
  ],
  [
    '5 atoms',
    'a field in a loop',
    [
      { name: 'a', symbols: ['l'], postprocess: ([l]) => ({ kind: 'x', l }) },
      { name: 'l', symbols: [] },
      { name: 'l', symbols: ['l', 'word', lit(' ')] },
      ...word,
    ],
    /rule l: a loop cannot hold a field/,
  ],
  [
    '5 atoms',
    'a postprocessor in a loop',
    [
      { name: 'a', symbols: ['l'], postprocess: () => ({ kind: 'x' }) },
      { name: 'l', symbols: [] },
      { name: 'l', symbols: ['l', lit(' ')], postprocess: (_d, _l, reject) => reject },
    ],
    /rule l: a postprocessor cannot look at each round/,
  ],
  [
    '5 atoms',
    'raw characters in a result',
    [{ name: 'a', symbols: [/[a-z]/], postprocess: keep }],
    /rule a: its result holds raw characters/,
  ],
  [
    '5 atoms',
    'an atom within an atom',
    [
      { name: 'a', symbols: ['b'], postprocess: keep },
      { name: 'b', symbols: ['word', lit('!')], postprocess: text },
      ...word,
    ],
    /rule word: it is an atom within the atom b/,
  ],
  [
    '5 atoms',
    'a postprocessor that changes the text of an atom',
    [
      { name: 'a', symbols: ['b'], postprocess: keep },
      { name: 'b', symbols: ['c'], postprocess: text },
      { name: 'c', symbols: [lit('x'), lit('y')], postprocess: ([x]) => x },
    ],
    /rule c: its postprocessor changes the text of the atom b/,
  ],
  [
    '5 atoms',
    'an int with a letter',
    [
      { name: 'a', symbols: ['n'], postprocess: keep },
      { name: 'n', symbols: [/[0-9a-f]/], postprocess: int },
    ],
    /rule n: an int can only hold the digits/,
  ],
  [
    '5 atoms',
    'an int without an end',
    [
      { name: 'a', symbols: ['n'], postprocess: keep },
      { name: 'n$ebnf$1', symbols: [/[0-9]/] },
      { name: 'n$ebnf$1', symbols: ['n$ebnf$1', /[0-9]/] },
      { name: 'n', symbols: ['n$ebnf$1'], postprocess: int },
    ],
    /rule n: an int of more than 15 digits is not exact/,
  ],
  [
    'results',
    'a result without a kind',
    [{ name: 'a', symbols: ['word'], postprocess: ([w]) => ({ w }) }, ...word],
    /rule a: its result has no kind/,
  ],
  [
    'results',
    'no result at all',
    [{ name: 'a', symbols: ['word'] }, ...word],
    /rule a: its result has no kind/,
  ],
  [
    'results',
    'one kind with different fields',
    [
      { name: 'a', symbols: [lit('x'), 'word'], postprocess: ([, w]) => ({ kind: 'k', w }) },
      { name: 'a', symbols: [lit('y'), 'word'], postprocess: ([, v]) => ({ kind: 'k', v }) },
      ...word,
    ],
    /rule a: the fields of k differ between alternatives/,
  ],
];

describe('what the compiler refuses', () => {
  test.each(UNSOUND)('%s: %s', (_condition, _breaker, rules, error) => {
    expect(() => compiled(rules)).toThrow(UnsoundGrammar);
    expect(() => compiled(rules)).toThrow(error);
  });
});

/** Texts are numbers from here on. */
const FIRST_TEXT = 1_000_000;

/** Compiles rules and recognises lines with them: the message's kind and fields, or null. */
function engineOf(rules: GrammarRule[]): (line: string) => unknown[] | null {
  const memory = new LineMemory();
  const texts: string[] = [];
  const known = new Set<string>();
  const numberOf = (text: string): number => FIRST_TEXT + texts.push(text) - 1;
  const at = (start: number, end: number): string => memory.bytes.toString('latin1', start, end);
  const imports = {
    memory: memory.memory,
    read(start: number, end: number, kinds: number): number {
      known.add(`${kinds} ${at(start, end)}`);
      return numberOf(at(start, end));
    },
    guess(start: number, kind: number): number {
      const guessed = at(start, start + 16);
      return known.has(`${kind} ${guessed}`) ? numberOf(`${guessed} (guessed)`) : 0;
    },
  };
  const { module, readers } = compiled(rules);
  const instance = new Instance(new Module(module), { env: imports });
  const recognise = instance.exports['line'] as (place: number, end: number) => number;
  const reader = new Function(`return ${readers.get('line')!}`)() as Reader<unknown>;
  return (line) => {
    const calls: unknown[][] = [];
    const sink = new Proxy(
      {},
      {
        get:
          (_, kind) =>
          (...args: unknown[]) =>
            calls.push([kind, ...args]),
      },
    );
    const bytes = Buffer.alloc(256, 0xaa);
    bytes.write(`${line}\n`, 0, 'latin1');
    const base = memory.load(bytes, bytes.length);
    const next = recognise(base, base);
    memory.unload(base);
    if (next < 0) return null;
    expect(next).toBe(base + line.length + 1);
    reader(memory.words, TAPE >> 2, sink, () => 0);
    return calls[0]!.map((value) =>
      Number(value) >= FIRST_TEXT ? texts[Number(value) - FIRST_TEXT] : value,
    );
  };
}

describe('what it can do', () => {
  test('alternatives with the same fields join, with null and numbers as constants', () => {
    const line = engineOf([
      { name: 'a', symbols: ['b', lit('.')], postprocess: ([b]) => ({ kind: 'k', ...(b as object) }) },
      { name: 'b', symbols: [lit('x'), 'word'], postprocess: ([, w]) => ({ w, n: 7 }) },
      { name: 'b', symbols: [lit('-')], postprocess: () => ({ w: null, n: -1 }) },
      ...word,
    ]);
    expect(line('xabc.')).toEqual(['k', 'abc', 7]);
    expect(line('-.')).toEqual(['k', 0, -1]);
    expect(line('x.')).toBeNull();
  });

  test('a byte may go on with a loop or end it, as the next one says', () => {
    const line = engineOf([
      {
        name: 'a',
        symbols: ['name', lit(','), lit(' '), 'word'],
        postprocess: ([name, , , w]) => ({ kind: 'k', name, w }),
      },
      { name: 'name$ebnf$1', symbols: [/[^ ]/] },
      { name: 'name$ebnf$1', symbols: ['name$ebnf$1', /[^ ]/] },
      { name: 'name', symbols: ['name$ebnf$1'], postprocess: text },
      ...word,
    ]);
    expect(line('a,b,,, x')).toEqual(['k', 'a,b,,', 'x']);
    expect(line(',, x')).toEqual(['k', ',', 'x']);
    expect(line(', x')).toBeNull();
    expect(line('a,')).toBeNull();
  });

  test('what follows a loop may begin like it, within 12 bytes', () => {
    const line = engineOf([
      { name: 'a', symbols: ['word', lit('x'), lit('y')], postprocess: ([w]) => ({ kind: 'k', w }) },
      ...word,
    ]);
    expect(line('xyxxyxy')).toEqual(['k', 'xyxxy']);
    expect(line('xxy')).toEqual(['k', 'x']);
    expect(line('xy')).toBeNull();
    expect(line('axyx')).toBeNull();
  });

  test('ints take any pattern of digits', () => {
    const line = engineOf([
      { name: 'a', symbols: ['n'], postprocess: ([n]) => ({ kind: 'k', n }) },
      { name: 'n', symbols: [/[0-4]/, 'more'], postprocess: int },
      { name: 'more', symbols: [] },
      { name: 'more', symbols: [/[0-9]/, /[5-9]/] },
    ]);
    expect(line('3')).toEqual(['k', 3]);
    expect(line('005')).toEqual(['k', 5]);
    expect(line('499')).toEqual(['k', 499]);
    expect(line('494')).toBeNull();
    expect(line('5')).toBeNull();
  });

  test('an optional field is 0 where it is missing', () => {
    const line = engineOf([
      { name: 'a', symbols: [lit('>'), 'a$ebnf$1'], postprocess: ([, w]) => ({ kind: 'k', w }) },
      { name: 'a$ebnf$1', symbols: ['word'], postprocess: ([w]) => w },
      { name: 'a$ebnf$1', symbols: [], postprocess: () => null },
      ...word,
    ]);
    expect(line('>abc')).toEqual(['k', 'abc']);
    expect(line('>')).toEqual(['k', 0]);
  });
});

describe('texts of 16 bytes that were read before', () => {
  const digits: GrammarRule[] = [
    { name: 'hex$ebnf$1', symbols: [/[0-9a-f]/] },
    { name: 'hex$ebnf$1', symbols: ['hex$ebnf$1', /[0-9a-f]/] },
    { name: 'hex', symbols: ['hex$ebnf$1'], postprocess: text },
  ];
  const pointer = 'ffff9710acf99a00';

  test('are guessed where none of their bytes can follow them', () => {
    const line = engineOf([
      { name: 'a', symbols: ['hex', lit(' '), 'hex'], postprocess: ([a, , b]) => ({ kind: 'k', a, b }) },
      ...digits,
    ]);
    expect(line(`${pointer} ${pointer}`)).toEqual(['k', pointer, `${pointer} (guessed)`]);
    expect(line(`${pointer} ${pointer}`)).toEqual(['k', `${pointer} (guessed)`, `${pointer} (guessed)`]);
    expect(line(`${pointer}0 0${pointer}`)).toEqual(['k', `${pointer}0`, `0${pointer}`]);
    expect(line(`${pointer}x ${pointer}`)).toBeNull();
    expect(line(`${pointer} `)).toBeNull();
  });

  test('are read again where one of their bytes may follow them', () => {
    const line = engineOf([
      { name: 'a', symbols: ['hex', lit('f'), lit('.')], postprocess: ([a]) => ({ kind: 'k', a }) },
      ...digits,
    ]);
    expect(line(`${pointer}f.`)).toEqual(['k', pointer]);
    expect(line(`${pointer}f.`)).toEqual(['k', pointer]);
  });

  test('are no guess for another rule', () => {
    const line = engineOf([
      { name: 'a', symbols: ['hex', lit(','), 'word'], postprocess: ([a, , b]) => ({ kind: 'k', a, b }) },
      ...digits,
      ...word,
    ]);
    expect(line(`${pointer},abcdefghijklmnop`)).toEqual(['k', pointer, 'abcdefghijklmnop']);
    expect(line(`abcdefghijklmnop,${pointer}`)).toBeNull();
    expect(line('abcdefabcdefabcd,abcdefabcdefabcd')).toEqual(['k', 'abcdefabcdefabcd', 'abcdefabcdefabcd']);
  });
});

describe('the grammars of lines', () => {
  const { module, messages } = recognisersOf(TRACE_LINE, '[nftrace]');

  test('compile to little code', () => {
    expect(module.length).toBeLessThan(90_000);
  });

  test.each([
    ['traceLine', TRACE_LINES],
    ['layer', LAYERS],
    ['origin', ORIGINS],
    ['mark', MARKS],
    ['header', HEADERS],
  ])('%s makes exactly the messages of its sink', (name, sink) => {
    expect(() => checkMessages(messages.get(name)!, sink)).not.toThrow();
  });
});

describe('how lines begin and end', () => {
  const rules: GrammarRule[] = [
    { name: 'a', symbols: [lit('<'), 'word', lit('>')], postprocess: ([, w]) => ({ kind: 'x', w }) },
    { name: 'a', symbols: [lit('n'), lit('o')], postprocess: () => ({ kind: 'y' }) },
    ...word,
  ];
  const grammar = grammarOf(rules);
  const shown = (edges: readonly (readonly Uint8Array[])[]): string[] =>
    edges.map((sets) => sets.map((set) => String.fromCharCode(...bytesOf(set))).join(' '));

  test('is computed for every way that a line can go', () => {
    const letters = 'abcdefghijklmnopqrstuvwxyz';
    expect(shown(endingsOf(grammar, ATOMS, 2))).toEqual([`${letters} >`, 'n o']);
    expect(shown(endingsOf(grammarOf(word), ATOMS, 1))).toEqual([letters]);
    expect(shown(openingsOf(grammar, ATOMS, 'x', 3))).toEqual([`< ${letters} >`, `< ${letters} ${letters}`]);
    expect(shown(openingsOf(grammar, ATOMS, 'y', 2))).toEqual(['n o']);
  });

  test('is refused where a line may be shorter', () => {
    expect(() => endingsOf(grammar, ATOMS, 3)).toThrow(UnsoundGrammar);
    expect(() => openingsOf(grammar, ATOMS, 'y', 3)).toThrow(/rule a: .*less than 3 bytes/);
  });
});

test('no text of a trace line can hold a NUL, with which the symbol table fills up short ones', () => {
  const rules: string[] = [];
  const visit = (node: Node): void => {
    if (node.op === 'atom' && node.kind === 'text') {
      rules.push(node.rule);
      expect(bytesIn(node)[0], node.rule).toBe(0);
    }
    if (node.op === 'sequence') node.parts.forEach(visit);
    if (node.op === 'choice') node.options.forEach(visit);
  };
  visit(treeOf(GRAMMAR, ATOMS));
  expect(rules).toEqual(expect.arrayContaining(['device_name', 'pointer', 'address', 'label', 'caller']));
});

describe('a sink that does not fit its grammar', () => {
  const messages = recognisersOf(TRACE_LINE, '[nftrace]').messages.get('traceLine')!;
  const check = (changed: Map<string, readonly string[]>) => () => checkMessages(changed, TRACE_LINES);

  test('is refused', () => {
    expect(check(new Map([...messages, ['other', []]]))).toThrow(/rule other: .*sink takes \(nothing\)/);
    expect(check(new Map([...messages, ['moduleMark', ['sec', 'usec', 'caller', 'loaded']]]))).toThrow(
      /rule moduleMark: the grammar gives \(sec, usec, caller, loaded\), the sink takes \(loaded, sec, usec, caller\)/,
    );
    expect(check(new Map([...messages].slice(1)))).toThrow(/grammar gives \(nothing\)/);
  });
});
