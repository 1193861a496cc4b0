/** What is wrong in a path, and at which of its characters (from 0). */
export class BadPath extends Error {
  override readonly name = 'BadPath';
  readonly at: number;

  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}
