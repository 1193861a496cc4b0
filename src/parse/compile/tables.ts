/** Tables of bytes that the compiled code looks into: they stand in the memory from the beginning. */
export class Tables {
  readonly #at: number;
  readonly #bytes: number[] = [];
  readonly #known = new Map<string, number>();

  /** `at`: where the first one is. */
  constructor(at: number) {
    this.#at = at;
  }

  get bytes(): readonly number[] {
    return this.#bytes;
  }

  /** Where a table with this content is. */
  add(table: Iterable<number>): number {
    const bytes = [...table];
    const known = this.find(bytes);
    if (known !== null) return known;
    const at = this.#at + this.#bytes.length;
    this.#bytes.push(...bytes);
    this.#known.set(bytes.join(), at);
    return at;
  }

  /** The same; null where there is none. */
  find(table: Iterable<number>): number | null {
    return this.#known.get([...table].join()) ?? null;
  }
}
