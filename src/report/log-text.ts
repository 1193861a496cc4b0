import { shown, unprintable } from '../model/shown.js';

/**
 * Text of the log for people and programs. The bytes of a device name are chosen by whoever owns a
 * container, so none reaches a terminal or a parser as it is.
 */

const PLAIN = /^[\x20-\x7e]*$/;
/** The same, and nothing that JSON escapes. */
const PLAIN_IN_JSON = /^[ !#-[\]-~]*$/;
const decoder = new TextDecoder('utf-8', { fatal: true });
/**
 * For a terminal: valid UTF-8 as it is, every other byte and every character that is not to be seen as
 * `\xHH` or `\u{H…}`. `latin1` holds one character for one byte of the log.
 */
export function printable(latin1: string): string {
  if (PLAIN.test(latin1)) return latin1;
  return shown(decode(latin1));
}

/**
 * A JSON string that keeps the exact bytes: valid UTF-8 decoded, every other byte 0xHH as the lone
 * surrogate `\udcHH` (Python's surrogateescape reads it back). What is not to be seen is escaped, as JSON is
 * looked at on terminals, too.
 */
export function jsonString(latin1: string): string {
  if (PLAIN_IN_JSON.test(latin1)) return `"${latin1}"`;
  return escaped(JSON.stringify(decode(latin1)));
}

/** A line of NDJSON, in which what is not to be seen is escaped; texts of the log in it come from `textOf`. */
export function jsonLine(object: object): string {
  return `${escaped(JSON.stringify(object))}\n`;
}

/** A text of the log as JSON has it: valid UTF-8 decoded, every other byte 0xHH as U+DCHH. */
export function textOf(latin1: string): string {
  return PLAIN.test(latin1) ? latin1 : decode(latin1);
}

function escaped(json: string): string {
  return json.replace(unprintable(), (character) => character.split('').map(escapeUnit).join(''));
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Longest valid UTF-8 runs decoded, other bytes as U+DC80 to U+DCFF. */
function decode(latin1: string): string {
  const bytes = Buffer.from(latin1, 'latin1');
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at);
    text +=
      length > 0 ? decoder.decode(bytes.subarray(at, at + length)) : String.fromCharCode(0xdc00 + bytes[at]!);
    at += Math.max(length, 1);
  }
  return text;
}

/** How many bytes the UTF-8 character at `at` has; 0 where there is none. */
function sequenceLength(bytes: Buffer, at: number): number {
  const first = bytes[at]!;
  if (first < 0x80) return 1;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  if (length === 0 || at + length > bytes.length) return 0;
  try {
    decoder.decode(bytes.subarray(at, at + length));
    return length;
  } catch {
    return 0;
  }
}
