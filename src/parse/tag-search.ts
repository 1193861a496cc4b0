const COLON = 58;
const ESCAPE = 27;

/** Finds the tag that every trace line holds: `[nftrace]: `, or with the colours of old versions of dmesg in it. */
export class TagSearch {
  private readonly bytes: Buffer;

  /** `mark` is the tag in its brackets, as latin1. */
  constructor(mark: string) {
    this.bytes = Buffer.from(mark, 'latin1');
  }

  /** Where the next tag in [from, end) begins; `end` where there is none. */
  next(chunk: Buffer, from: number, end: number): number {
    for (
      let at = chunk.indexOf(this.bytes, from);
      at >= 0 && at < end;
      at = chunk.indexOf(this.bytes, at + 1)
    ) {
      const behind = chunk[at + this.bytes.length];
      if (behind === COLON || behind === ESCAPE) return at;
    }
    return end;
  }
}
