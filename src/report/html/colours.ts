/**
 * The colours of pages, in light and in dark. Each text has a contrast of at least 4.5 (WCAG 2.2, 1.4.3) to `page`
 * and `card`, and where it stands on it, to `warn-back`; what draws something, of 3 (1.4.11). A test measures it.
 */
const LIGHT = {
  page: '#ffffff',
  card: '#f7f8fa',
  'warn-back': '#fdf6e6',
  line: '#d9dde3',
  edge: '#7f8894',
  text: '#1b1f24',
  quiet: '#59626e',
  link: '#0a58a8',
  good: '#186a35',
  bad: '#b3241b',
  warn: '#835000',
  nat: '#7038a6',
  star: '#9a4a00',
  way: '#5f7fa8',
  shade: '#0000002e',
};

const DARK: Record<keyof typeof LIGHT, string> = {
  page: '#14171b',
  card: '#1b1f25',
  'warn-back': '#2a2415',
  line: '#343b45',
  edge: '#6b7684',
  text: '#e3e7ec',
  quiet: '#a0aab6',
  link: '#83baff',
  good: '#72cf90',
  bad: '#ff938a',
  warn: '#e6b75c',
  nat: '#c9a8ff',
  star: '#f5b971',
  way: '#6f93c2',
  shade: '#000000b0',
};

/** The colours as custom properties, and the names of both tables for who measures them. */
export const PALETTES = { light: LIGHT, dark: DARK } as const;

/** On paper always the light ones. */
export const COLOURS = `:root { color-scheme: light dark; ${properties(LIGHT)} }
@media screen and (prefers-color-scheme: dark) { :root { ${properties(DARK)} } }`;

function properties(colours: Readonly<Record<string, string>>): string {
  return Object.entries(colours)
    .map(([name, value]) => `--${name}: ${value};`)
    .join(' ');
}
