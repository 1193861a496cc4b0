import { findByte } from './find-byte.js';

const CLOSING = 93; // ]
/** What stands behind a tag: its colon, or a colour before that. */
export const BEHIND_TAG: readonly number[] = [58, 27];

/** Finds the tag that every trace line holds: `[nftrace]: `, or with the colours of old versions of dmesg in it. */
export class TagSearch {
  private readonly mark: Buffer;
  /** Index of its last byte, which is "]" and the only one in it. */
  private readonly last: number;

  /** `mark` is the tag in its brackets, as latin1. */
  constructor(mark: string) {
    this.mark = Buffer.from(mark, 'latin1');
    this.last = mark.length - 1;
  }

  /**
   * Where the next tag in [from, end) begins; `end` where there is none. Goes from one "]" to the next, of which a
   * line has few: Node looks for one byte much faster than for several, above all in short stretches.
   */
  next(chunk: Buffer, from: number, end: number): number {
    const { last } = this;
    for (
      let at = findByte(chunk, CLOSING, from + last);
      at >= 0 && at < end;
      at = findByte(chunk, CLOSING, at + 1)
    ) {
      if (BEHIND_TAG.includes(chunk[at + 1]!) && this.isMark(chunk, at - last)) return at - last;
    }
    return end;
  }

  private isMark(chunk: Buffer, at: number): boolean {
    const { mark } = this;
    for (let i = mark.length - 2; i >= 0; i--) if (chunk[at + i] !== mark[i]) return false;
    return true;
  }
}
