/**
 * Forms that a whole input may be said to have: `text` is every form of grammar/layers.ne; `json` what dmesg -J,
 * journalctl and Docker write; `export` and `verbose` are those of journalctl -o.
 */
export const INPUT_FORMATS = ['text', 'json', 'export', 'verbose'] as const;
export type InputFormat = (typeof INPUT_FORMATS)[number];
