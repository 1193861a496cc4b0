import os from 'node:os';
import { parseArgs } from 'node:util';

export const USAGE = `npm run bench -- [options]

  --lines N        lines of the logs (default 1e6; several: 1e5,1e6)
  --noise SHARES   shares of unrelated kernel lines (default 0,0.5,0.95)
  --rounds N       times that all are measured (default 3)
  --full           --lines 1e7 --rounds 5
  --without NAMES  contenders to leave out: gawk,perl
  --only PARTS     of speed,stages,growth,startup (default all)
  --folder PATH    where a folder for the logs is made and removed (default: for temporary files)
`;

const PARTS = ['speed', 'stages', 'growth', 'startup'] as const;
type Part = (typeof PARTS)[number];

export interface BenchOptions {
  readonly lines: readonly number[];
  readonly noise: readonly number[];
  readonly rounds: number;
  readonly without: readonly string[];
  readonly parts: readonly Part[];
  readonly folder: string;
}

/** Throws where an argument is none that it knows. */
export function parseOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      lines: { type: 'string' },
      noise: { type: 'string', default: '0,0.5,0.95' },
      rounds: { type: 'string' },
      full: { type: 'boolean', default: false },
      without: { type: 'string', default: '' },
      only: { type: 'string', default: PARTS.join(',') },
      folder: { type: 'string', default: os.tmpdir() },
    },
  });
  return {
    lines: numbers(values.lines ?? (values.full ? '1e7' : '1e6'), 1, 1e9),
    noise: numbers(values.noise, 0, 0.99),
    rounds: numbers(values.rounds ?? (values.full ? '5' : '3'), 1, 1000)[0]!,
    without: values.without.split(','),
    parts: values.only.split(',').map(asPart),
    folder: values.folder,
  };
}

function numbers(text: string, least: number, most: number): number[] {
  return text.split(',').map((word) => {
    const number = Number(word);
    if (word === '' || !(number >= least && number <= most))
      throw new Error(`not a number from ${least} to ${most}: ${word}`);
    return number;
  });
}

function asPart(word: string): Part {
  const part = PARTS.find((known) => known === word);
  if (part === undefined) throw new Error(`no part is called ${word}, only ${PARTS.join(', ')}`);
  return part;
}
