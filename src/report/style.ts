/** The few ways in which text stands out; each is the identity without colour. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  /** Where an address is translated. */
  nat(text: string): string;
  warn(text: string): string;
}

const sgr =
  (code: number) =>
  (text: string): string =>
    `\x1b[${code}m${text}\x1b[0m`;

export const COLOUR: Style = {
  bold: sgr(1),
  dim: sgr(2),
  good: sgr(32),
  bad: sgr(31),
  nat: sgr(36),
  warn: sgr(33),
};

const same = (text: string): string => text;
export const PLAIN: Style = { bold: same, dim: same, good: same, bad: same, nat: same, warn: same };

/** How text is to look: colour or none, and the columns to cut lines to (Infinity in a pipe). */
export interface Look {
  readonly style: Style;
  readonly width: number;
}
