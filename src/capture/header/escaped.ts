/** Every byte that is not plain is `\xHH`, as /dev/kmsg writes it; the text is latin1. */
export function escaped(text: string, isPlain: (byte: string) => boolean): string {
  return Array.from(text, (byte) =>
    isPlain(byte) ? byte : `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`,
  ).join('');
}

/** A line of somebody's output as a part of a line of the header: nothing in it moves a terminal's cursor. */
export function oneLine(text: string): string {
  return escaped(text, (byte) => byte === '\t' || (byte >= ' ' && byte !== '\x7f'));
}
