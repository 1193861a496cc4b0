import type { Span } from '../../line.js';

/** The colours of a scheme; every text has a contrast of 4.5 or more to `page` and `lane` (WCAG 2.1, 1.4.3 AA). */
export interface Scheme extends Readonly<Record<NonNullable<Span['as']>, string>> {
  readonly page: string;
  readonly lane: string;
  readonly edge: string;
  readonly text: string;
}

export const LIGHT: Scheme = {
  page: '#ffffff',
  lane: '#f6f8fa',
  edge: '#afb8c1',
  text: '#1f2328',
  bold: '#1f2328',
  dim: '#59636e',
  good: '#116329',
  bad: '#b3141d',
  nat: '#0550ae',
  warn: '#7d4e00',
};

export const DARK: Scheme = {
  page: '#0d1117',
  lane: '#161b22',
  edge: '#545d68',
  text: '#e6edf3',
  bold: '#ffffff',
  dim: '#9198a1',
  good: '#56d364',
  bad: '#ff7b72',
  nat: '#79c0ff',
  warn: '#e3b341',
};

const TONES = ['text', 'bold', 'dim', 'good', 'bad', 'nat', 'warn'] as const;

/** One value for each property, and no variables: renderers other than browsers read these, too. */
function rules(scheme: Scheme): string[] {
  return [
    `.lanes .page{fill:${scheme.page}}`,
    `.lanes .lane{fill:${scheme.lane};stroke:${scheme.edge}}`,
    `.lanes .idle{stroke:${scheme.edge}}`,
    `.lanes .way{stroke:${scheme.dim}}`,
    `.lanes .hollow{fill:${scheme.lane}}`,
    ...TONES.flatMap((tone) => [
      `.lanes .${tone}{fill:${scheme[tone]}}`,
      `.lanes .line-${tone}{stroke:${scheme[tone]}}`,
    ]),
  ];
}

/** What pictures look like, light and dark as the reader's system has it. A page with several needs it once. */
export const LANES_CSS = [
  '.lanes text{font:13px ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;white-space:pre}',
  '.lanes .bold{font-weight:bold}',
  '.lanes .lane{stroke-width:1}',
  '.lanes .idle{stroke-width:1;stroke-dasharray:1 4}',
  '.lanes .way{stroke-width:2;fill:none}',
  '.lanes .sign{stroke-width:2;fill:none}',
  ...rules(LIGHT),
  '@media (prefers-color-scheme:dark){',
  ...rules(DARK),
  '}',
].join('\n');
