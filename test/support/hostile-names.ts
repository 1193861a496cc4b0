import fc from 'fast-check';

/** Names that somebody has chosen to break what reads them. */
export const HOSTILE_NAMES: readonly string[] = [
  ']]> & <b> "x" \'y\' # SKIP \\ %0A::error::x, y: z é ✓ 😀',
  'a\nnot ok 2 - b\r\n::error file=x::y\u0000\u001b[31m\u2028',
  '\u202egnp.exe \ud800 \ufffe \uffff \u0085 \u200b',
  '# TODO later',
  'ends in a brace {',
  'ends in a backslash \\',
  '[a link](https://example.com) {0}',
  '',
  '...',
  '::stop-commands::x',
];
/** As bytes: an escape, the end of CDATA, a bell, bytes that are no UTF-8, U+202E, U+FFFF. */
export const HOSTILE_DEVICE = '\x1b[31m]]>&\x07\xe9\xe2\x80\xae\xef\xbf\xbf#"';

/** All that means something in one of the formats, or that is not to be seen. */
const TOKENS = [
  ...'#|# SKIP|\\|{|}|[|](|)| |- |ok|---|...|1..2|Bail out!|::|:|,|=|%|%0A|##[error]|]]>|<|&|&#0;|"'.split(
    '|',
  ),
  ..."'|é|😀|\n|\r|\u202e|\ufeff|\uffff|\u0000|\u001b[2J|\u0085|\u2028|\ud800|\udc00|x|y".split('|'),
];

/** Different names put together of these, the same in every run. */
export function randomNames(count: number): string[] {
  const name = fc.array(fc.constantFrom(...TOKENS), { maxLength: 8 }).map((tokens) => tokens.join(''));
  return [...new Set(fc.sample(name, { seed: 1, numRuns: count }))];
}
