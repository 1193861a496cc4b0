/** Nothing but blanks, tabs, NULs and the CR of a DOS line end. */
export function isBlank(chunk: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = chunk[at]!;
    if (byte !== 32 && byte !== 0 && (byte < 9 || byte > 13)) return false;
  }
  return true;
}
