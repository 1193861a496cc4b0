const NOT_PLAIN = /\\\\|\\"|[^\x20-\x7e]/gu;

/**
 * JSON in which a quote, a backslash and what is not ASCII are `\uXXXX`; what has more digits is written out as
 * `\u{1f600}`. Perfetto reads JSON by scanners of its own, which took `\\"` for an end of a string that it is not, and
 * refuse surrogates (src/trace_processor/importers/json).
 */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(NOT_PLAIN, (found) => {
    const code = found.codePointAt(found.startsWith('\\') ? 1 : 0)!;
    return code > 0xffff ? `\\u005cu{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}
