import type { Unwrapped } from '../../model/wrapped-record.js';
import type { Container, ContainerSink } from './container.js';
import type { JournalRecords } from './journal-record.js';
import { takeObject } from './json-record.js';
import { parseObject } from './json-text.js';

/** More than this of one object is no record. */
const MOST_BYTES = 1 << 20;

/** A line within a block: a field, a byte of an array, or what opens and closes objects and arrays. */
const FIELD = /^\s*"[^"]+"\s*:/;
const PART = /^\s*(?:\d+,?|\],?|"dmesg": \[)\s*$/;
/** The text of the kernel's line. */
const TEXT_FIELD = /^\s*"(?:MESSAGE|msg|message|log)"\s*:/;

/** Objects of several lines: journalctl -o json-pretty, and dmesg -J with all of them in one. */
export class JsonBlocks implements Container {
  within = false;
  private readonly sink: ContainerSink;
  private readonly journal: JournalRecords;
  private depth = 0;
  private fields: Buffer[] = [];
  private length = 0;
  /** Number of the line that holds the text; 0 where none has come. */
  private textLine = 0;

  constructor(sink: ContainerSink, journal: JournalRecords) {
    this.sink = sink;
    this.journal = journal;
  }

  take(bytes: Buffer, line: number): Unwrapped {
    const text = bytes.toString('latin1').trim();
    if (text === '{') return this.open();
    if (!this.within) return 'no';
    if (/^\}\s*,?\s*\{?$/.test(text)) return this.close(text.endsWith('{'));
    if (text.startsWith('"dmesg"')) return 'wrapping';
    if (!FIELD.test(text) && !PART.test(text)) return this.abandon();
    this.length += bytes.length;
    if (this.length > MOST_BYTES) return this.abandon();
    this.fields.push(Buffer.from(bytes)); // The chunk is used again.
    if (!TEXT_FIELD.test(text) || this.textLine > 0) return 'wrapping';
    this.textLine = line;
    return 'record';
  }

  /** The input ends in the middle of an object: what has come of it is all there is. */
  finish(): void {
    if (this.textLine > 0) this.handOut();
    this.reset();
    this.within = false;
    this.depth = 0;
  }

  private open(): Unwrapped {
    if (this.textLine > 0) this.handOut();
    this.reset();
    this.within = true;
    this.depth++;
    return 'wrapping';
  }

  private close(opens: boolean): Unwrapped {
    if (this.textLine > 0) this.handOut();
    this.reset();
    if (!opens) this.depth--;
    this.within = this.depth > 0;
    return 'wrapping';
  }

  private abandon(): Unwrapped {
    this.finish();
    return 'no';
  }

  private handOut(): void {
    const body = Buffer.concat(this.fields.flatMap((field) => [field, Buffer.from('\n')]));
    const last = body.toString('latin1').trimEnd().replace(/,$/, '');
    const object = parseObject(Buffer.from(`{${last}}`, 'latin1'));
    const isTaken = object !== null && takeObject(object, this.textLine, this.journal, this.sink);
    if (!isTaken) this.handOutDamaged(body);
  }

  /** No object came of it, but the line with its text is still to be counted. */
  private handOutDamaged(text: Buffer): void {
    const time = { sec: -1, usec: 0, clock: 0 };
    this.sink.record({ text, line: this.textLine, time, caller: '', seq: -1, isFromKernel: true });
  }

  private reset(): void {
    this.fields = [];
    this.length = 0;
    this.textLine = 0;
  }
}
