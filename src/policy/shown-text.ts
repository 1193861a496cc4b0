/** Control and format characters (bidi overrides among them), line separators, private and unpaired ones. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;

/**
 * A text of the policy file as a terminal may have it: what is not to be seen as `\xHH` or `\u{H…}`. It may
 * have been written by somebody else than who reads the message.
 */
export function shown(text: string): string {
  return text.replace(UNPRINTABLE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
  });
}

/** Whether a text holds nothing that `shown` would have to escape. */
export function isPrintable(text: string): boolean {
  return shown(text) === text;
}

const LONGEST = 60;

/** A text of the policy within a message: quoted, escaped, and cut where it is long. */
export function quoted(text: string): string {
  const characters = Array.from(text);
  return `"${shown(characters.slice(0, LONGEST).join(''))}${characters.length > LONGEST ? '…' : ''}"`;
}

/** `"a", "b" or "c"`. */
export function oneOf(words: readonly string[], last = 'or'): string {
  const all = words.map(quoted);
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} ${last} ${all.at(-1)}`;
}
