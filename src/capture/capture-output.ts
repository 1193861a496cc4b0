/** Where a capture is written. */
export interface CaptureOutput {
  /** Takes bytes; throws, now or at a later call, where what was taken could not be written. */
  write(bytes: Uint8Array): void;
  /** What was taken is to be seen soon. Never waits. Throws as `write` does. */
  flush(): void;
  /** So much waits for a slow reader that more must not be taken. */
  readonly isFull: boolean;
}
