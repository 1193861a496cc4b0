/**
 * Which of the lines without the tag need to be read at all: those whose first or last byte may be that of a record
 * of /dev/kmsg, of a container, or of a line that tells of lost ones. All others, nearly all, are only counted.
 */

/** Records begin with a number, containers with `{`, `__`, `data:` or a record separator, and dmesg -K has NULs. */
const FIRST = bytes('0123456789{_\0\x1e\x1b');
/** What grammar/marks.ne and `dropped` in layers.ne end in, a verbose journal's header, and what opens and closes JSON. */
const LAST = bytes('*dgs.)-]{}');

const CARRIAGE_RETURN = 13;

/** Whether the line in [start, end) of a chunk is to be read. */
export function isWorthALook(chunk: Buffer, start: number, end: number): boolean {
  if (start === end) return false;
  const last = chunk[end - 1] === CARRIAGE_RETURN ? end - 2 : end - 1;
  return FIRST[chunk[start]!] === 1 || (last >= start && LAST[chunk[last]!] === 1);
}

function bytes(characters: string): Uint8Array {
  const set = new Uint8Array(256);
  for (const character of characters) set[character.charCodeAt(0)] = 1;
  return set;
}
