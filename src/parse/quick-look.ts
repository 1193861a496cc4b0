/**
 * Which of the lines without the tag need to be read at all: those that may be a record of /dev/kmsg, belong to a
 * container, or tell of lost lines. All others, nearly all, are only counted.
 */

/** Any byte may stand before it. */
const ANY = 1;

/** Records begin with a number, containers with `{`, `__`, `data:` or a record separator, and dmesg -K has NULs. */
const FIRST = table([...'0123456789{_\0\x1e\x1b'].map((byte): [string, number] => [byte, ANY]));

/**
 * By their last byte and the one before it: the texts of grammar/marks.ne and `dropped` of layers.ne, and what opens and
 * closes JSON and the header of a verbose journal.
 */
const LAST = table([
  ...[...'{}]'].map((byte): [string, number] => [byte, ANY]),
  ['*', code('*')], // dropped **
  ['d', code('e')], // callbacks suppressed
  ['g', code('n')], // due to ratelimiting
  ['s', code('e')], // kernel messages
  ['.', code('t')], // messages lost.
  [')', code('s')], // within 600 seconds)
  ['-', code('-')], // -- Reboot --
]);

const CARRIAGE_RETURN = 13;

/** Whether the line in [start, end) of a chunk is to be read. */
export function isWorthALook(chunk: Buffer, start: number, end: number): boolean {
  if (start === end) return false;
  if (FIRST[chunk[start]!] !== 0) return true;
  const last = chunk[end - 1] === CARRIAGE_RETURN ? end - 2 : end - 1;
  if (last < start) return false;
  const before = LAST[chunk[last]!]!;
  return before !== 0 && (before === ANY || (last > start && chunk[last - 1] === before));
}

function code(character: string): number {
  return character.charCodeAt(0);
}

/** For each byte 0, or what is to stand before it. */
function table(entries: readonly (readonly [string, number])[]): Uint8Array {
  const bytes = new Uint8Array(256);
  for (const [character, before] of entries) bytes[code(character)] = before;
  return bytes;
}
