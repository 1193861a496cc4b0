import { FIRST, LAST, NFT_PRIORITIES, PRIORITIES } from '../model/priority.js';
import { didYouMean } from '../yaml/did-you-mean.js';
import type { Parsed } from '../yaml/parsed.js';
import { quoted } from '../yaml/shown-text.js';

const PREFIX = 'NF_IP_PRI_';

const NAMED: ReadonlyMap<string, number> = new Map([
  ...Object.entries(PRIORITIES),
  ...Object.entries(PRIORITIES).map(([name, value]) => [name.slice(PREFIX.length), value] as const),
  ...Object.entries(NFT_PRIORITIES).map(([name, value]) => [name.toUpperCase(), value] as const),
]);

/** Every name of a priority, in capitals. */
export const PRIORITY_WORDS: readonly string[] = [...NAMED.keys()];

/**
 * A number, a name of the kernel's with or without NF_IP_PRI_, or one of nft's, in any letter case; names may be
 * added to, as nft lets them: `filter + 10`.
 */
export function parsePriority(given: string | number): Parsed<number> {
  if (typeof given === 'number') return inRange(given, String(given));
  const text = given.trim();
  if (/^[+-]?[0-9]+$/.test(text)) return inRange(Number(text), text);
  const match = /^([A-Za-z_][A-Za-z0-9_]*)\s*(?:([+-])\s*([0-9]+))?$/.exec(text);
  if (match === null) {
    return {
      problem: `${quoted(given)} is no priority; write a number, NF_IP_PRI_FIRST, or as nft "filter + 10"`,
    };
  }
  const [, name = '', sign, amount = '0'] = match;
  const base = NAMED.get(name.toUpperCase());
  if (base !== undefined) return inRange(base + (sign === '-' ? -1 : 1) * Number(amount), text);
  const hint =
    didYouMean(name, PRIORITY_WORDS) || '; write a number, NF_IP_PRI_FIRST and its like, or a name of nft';
  return { problem: `there is no priority ${quoted(name)}${hint}` };
}

function inRange(value: number, text: string): Parsed<number> {
  // -0 is 0, also where they are told apart.
  if (Number.isInteger(value) && value >= FIRST && value <= LAST) return { value: value + 0 };
  return { problem: `the priority ${quoted(text)} must be a whole number from ${FIRST} to ${LAST}` };
}
