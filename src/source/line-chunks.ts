/** Takes what a byte stream was cut into: runs of whole lines. */
export interface LineConsumer {
  /** Lines in the bytes [0, end) of `chunk`, each ended by "\n"; `cut` if the input lacked the last "\n". */
  lines(chunk: Buffer, end: number, cut: boolean): void;
  /** A line longer than MAX_LINE, of which nothing is kept. */
  tooLong(): void;
  /** There is no more. */
  inputEnds(): void;
}

/** The longest line that is kept, in bytes. The kernel's own end at about 1 KiB. */
export const MAX_LINE = 1 << 20;

/** Bytes that are read at once; fewer as long as there is not even so much. */
const CHUNK = 1 << 18;
const FIRST_CHUNK = 1 << 16;
const NEWLINE = 10;
/** For the line end that the last line may lack. */
const LINE_END = 1;

/**
 * Cuts a byte stream into chunks of whole lines, in one buffer that is used again and again. Memory is
 * bounded by MAX_LINE, whatever comes.
 */
export class LineChunks {
  private readonly consumer: LineConsumer;
  private buffer: Buffer;
  private filled = 0;
  /** Within a line that is too long: its bytes are dropped until it ends. */
  private skipping = false;

  constructor(consumer: LineConsumer) {
    this.consumer = consumer;
    this.buffer = Buffer.alloc(FIRST_CHUNK + LINE_END);
  }

  /** Where the next bytes go; never empty. Fill it from its start and say so with `wrote`. */
  get space(): Buffer {
    return this.buffer.subarray(this.filled, this.capacity);
  }

  /** `count` bytes were put into `space`. */
  wrote(count: number): void {
    const from = this.filled;
    this.filled += count;
    const isFull = this.filled === this.capacity;
    const newline = this.buffer.subarray(from, this.filled).lastIndexOf(NEWLINE);
    if (newline >= 0) this.pass(from + newline + 1);
    else if (isFull) this.makeRoom();
    if (isFull && this.capacity < CHUNK) this.resize(CHUNK);
  }

  /** The stream ends: what has no line end is a line, too. */
  finish(): void {
    if (this.skipping) this.consumer.tooLong();
    else if (this.filled > 0) {
      this.buffer[this.filled] = NEWLINE;
      this.consumer.lines(this.buffer, this.filled + 1, true);
    }
    this.filled = 0;
    this.skipping = false;
    this.consumer.inputEnds();
  }

  private get capacity(): number {
    return this.buffer.length - LINE_END;
  }

  private pass(end: number): void {
    let start = 0;
    if (this.skipping) {
      start = this.buffer.indexOf(NEWLINE) + 1;
      this.skipping = false;
      this.consumer.tooLong();
      this.buffer.copy(this.buffer, 0, start, this.filled);
      this.filled -= start;
    }
    const rest = end - start;
    if (rest > 0) this.consumer.lines(this.buffer, rest, false);
    this.buffer.copy(this.buffer, 0, rest, this.filled);
    this.filled -= rest;
    if (this.capacity > CHUNK && this.filled < CHUNK) this.resize(CHUNK);
  }

  /** The buffer is full of one line: gives it more room, or gives the line up. */
  private makeRoom(): void {
    if (this.skipping || this.filled >= MAX_LINE) {
      this.skipping = true;
      this.filled = 0;
    } else this.resize(Math.min(this.filled * 2, MAX_LINE));
  }

  private resize(capacity: number): void {
    const buffer = Buffer.alloc(capacity + LINE_END);
    this.buffer.copy(buffer, 0, 0, this.filled);
    this.buffer = buffer;
  }
}
