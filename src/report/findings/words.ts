/** A finding in words: why it is so, and what to do about it. */
export interface Words {
  readonly reason: string;
  readonly fix: string;
}
