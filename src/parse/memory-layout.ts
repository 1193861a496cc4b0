/*
 * Where what stands in the memory that the recognisers and the symbol table share, in bytes. Behind these come the texts
 * that are recognised, and then the symbols: LineMemory says where.
 */

/** Words that tell where things are. */
export const AT = {
  /** Behind the last message on the tape. */
  tapeEnd: 0,
  /** How many symbols there are, NONE among them, and for how many there is room. */
  size: 4,
  capacity: 8,
  /** One less than the slots of the hash table, a power of two. */
  slotMask: 12,
  /** Addresses: of slots, words; of rows, SHORT bytes for each symbol; of kinds, one byte for each. */
  slots: 16,
  rows: 20,
  kinds: 24,
  /** Not 0 where no line may be skipped. */
  everyLine: 28,
} as const;

/** Texts of up to so many bytes stand in the memory, two words of 64 bits each; nearly all are that short. */
export const SHORT = 16;

/** For each length of a short text: which bytes belong to it. */
export const MASKS = 64;
/** The symbols that were found last, by where in the grammar a text stands: words. */
export const LAST_FOUND = 352;
export const MOST_LAST_FOUND = 40;
/** Sets of bytes, as 256 flags each. */
export const TABLES = 512;
/** Stands on the tape in front of a number of lines that were skipped, as nobody needs to look at them. */
export const SKIPPED = -1;
/** What recognised lines say: words, a message behind the other. */
export const TAPE = 1 << 15;
/** No message is begun from here on; none is longer than what is left. */
export const TAPE_FULL = TAPE + (15 << 10);
export const TEXTS = TAPE + (16 << 10);
