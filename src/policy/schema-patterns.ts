import { HOOK_NAMES } from '../model/hook.js';
import { HOOK_WORDS } from './hook-word.js';
import { PRIORITY_WORDS } from './priority-word.js';

/** Patterns for editors, of what the parsers of this folder read. JSON Schema knows no flag for letter case. */
function anyCase(words: readonly string[]): string {
  const insensitive = (word: string): string =>
    word.replace(/[A-Z]/gi, (letter) => `[${letter.toUpperCase()}${letter.toLowerCase()}]`);
  return `(?:${words.map(insensitive).join('|')})`;
}

/** `namespace/HOOK` */
export const PLACEMENT_PATTERN = `^\\s*[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}\\s*/\\s*${anyCase(HOOK_WORDS)}\\s*$`;

/** A number, a name, or a name and what is added to it. */
export const PRIORITY_PATTERN = `^\\s*(?:[+-]?[0-9]+|${anyCase(PRIORITY_WORDS)}\\s*(?:[+-]\\s*[0-9]+)?)\\s*$`;

/** What editors offer. */
export const PLACEMENT_EXAMPLES = ['init', 'service'].flatMap((namespace) =>
  HOOK_NAMES.map((hook) => `${namespace}/${hook}`),
);

/** Any digit but 0 must be among them: kernels print NULL as zeros. */
export const POINTER_PATTERN = '^(?:0x)?(?=[0-9a-fA-F]{1,16}$)0*[1-9a-fA-F][0-9a-fA-F]*$';

/** Something other than blanks at both ends. What may not be in between only the parser knows. */
export const RULE_NAME_PATTERN = '^\\S(?:.*\\S)?$';
