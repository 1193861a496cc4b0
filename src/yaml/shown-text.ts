import { shown } from '../model/shown.js';

/** Whether a text holds nothing that `shown` would have to escape. */
export function isPrintable(text: string): boolean {
  return shown(text) === text;
}

const LONGEST = 60;

/** A text of the file within a message: quoted, escaped, and cut where it is long. */
export function quoted(text: string): string {
  const characters = Array.from(text);
  return `"${shown(characters.slice(0, LONGEST).join(''))}${characters.length > LONGEST ? '…' : ''}"`;
}

/** `"a", "b" or "c"`. */
export function oneOf(words: readonly string[], last = 'or'): string {
  const all = words.map(quoted);
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} ${last} ${all.at(-1)}`;
}
