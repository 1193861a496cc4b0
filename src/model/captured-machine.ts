/** What the header of a capture says of the machine that it was taken on (docs/capturing.md). */
export interface CapturedMachine {
  /** Index of the input, and number (from 1) of the line that begins the header. */
  readonly file: number;
  readonly line: number;
  /** The release of the kernel, as `uname -r` prints it; null where the header does not say. */
  readonly kernel: string | null;
  /** Another one in each boot; null where the header does not say. */
  readonly boot: string | null;
  /** Of init, by name: `net.ipv4.ip_forward`. */
  readonly sysctls: ReadonlyMap<string, string>;
}

/** A namespace as a header names it. */
export interface CapturedNamespace {
  /** As `readlink /proc/PID/ns/net` shows it. */
  readonly inode: number;
  readonly name: string;
  /** Those that were local in it when the capture began. */
  readonly addresses: readonly string[];
}
