/** What messages need to know of a kind of file that people write. */
export interface FileKind {
  /** `a policy` */
  readonly one: string;
  /** `policies` */
  readonly several: string;
  /** Bytes that such a file has at most: what is longer is another file. */
  readonly mostBytes: number;
  /** The map at a path, `depth` keys and indexes from the root: what it is, and the keys that it may have. */
  mapAt(path: readonly (string | number)[], depth: number): { name: string; keys: string[] };
}
