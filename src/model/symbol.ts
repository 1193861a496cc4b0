/**
 * A text of the log (device name, pointer, address, separator label) as a small integer.
 * Equal bytes have equal symbols, so every stage after `parse/` compares integers.
 */
export type SymbolId = number;

/** No text at all: `(no dev)`, a separator without label, an unknown. */
export const NONE: SymbolId = 0;

/** The symbol of the text `(null)`: a NULL `%s`, a NULL `%p` before 5.2, or a device really named so. */
export const NULL_TEXT: SymbolId = 1;

/**
 * Symbols 1 to 33 are the ways in which kernels print a NULL pointer: `(null)`, one to sixteen zeros, and
 * the same with `0x`. Source: lib/vsprintf.c pointer(), from 3.10 to 7.x.
 */
export const LAST_NULL_POINTER: SymbolId = 33;

/** Whether a pointer was printed in one of the ways that kernels print NULL. */
export function isNullPointer(pointer: SymbolId): boolean {
  return pointer <= LAST_NULL_POINTER;
}

/**
 * Whether a kernel hid a pointer because it had no key yet for hashing: `(ptrval)`, and all are alike.
 * Source: lib/vsprintf.c ptr_to_id(), 4.15 on.
 */
export function isHiddenPointer(text: string): boolean {
  return text.includes('ptrval');
}

/**
 * Whether a pointer was hashed to 32 bits, which 64-bit kernels pad with zeros: no kernel address is like that.
 * Source: lib/vsprintf.c ptr_to_id(), 4.15 on.
 */
export function isHashedPointer(text: string): boolean {
  return /^(?:0x)?0{8}[0-9a-f]{8}$/i.test(text);
}

/** Turns symbols back into text. */
export interface SymbolTexts {
  /** The bytes of the log as latin1 text: one character for one byte. */
  text(symbol: SymbolId): string;
}
