/**
 * Control and format characters (bidi overrides among them), line separators, private and unpaired ones, and
 * what Unicode says is no character: U+FFFE and U+FFFF are valid UTF-8, but neither XML nor YAML can hold them. Made where
 * it is needed: to gather them takes longer than to parse a command line, and most texts are ASCII.
 */
export const unprintable = (): RegExp =>
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{Noncharacter_Code_Point}]/gu;

/**
 * A text as a terminal may have it: what is not to be seen as `\xHH` or `\u{H…}`. U+DC80 to U+DCFF stand for
 * bytes that are no UTF-8.
 */
export function shown(text: string): string {
  return text.replace(unprintable(), (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0xdc80 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16)}`;
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
  });
}
