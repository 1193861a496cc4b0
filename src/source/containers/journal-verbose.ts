import type { Unwrapped } from '../../model/wrapped-record.js';
import type { Container } from './container.js';
import type { JournalRecords } from './journal-record.js';

/** `Sun 2026-11-22 21:37:55.260690 UTC [s=40369c70…;i=262;…]` */
const HEADER = /^[A-Z][a-z]{2} \d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? \S+ \[s=[0-9a-f]+;[^\]]*\]\s*$/;
const FIELD = /^ {4}([A-Z0-9_]{1,64})=/;
/** The further lines of a value stand below its first. */
const CONTINUATION = /^ {8}/;

/** journalctl -o verbose: a header, and below it a field a line. */
export class JournalVerbose implements Container {
  within = false;
  private readonly journal: JournalRecords;
  private fields = new Map<string, Buffer>();
  private textLine = 0;

  constructor(journal: JournalRecords) {
    this.journal = journal;
  }

  take(bytes: Buffer, line: number): Unwrapped {
    const text = bytes.toString('latin1', 0, 400);
    if (HEADER.test(text)) {
      this.finish();
      this.within = true;
      return 'wrapping';
    }
    if (!this.within) return 'no';
    const name = FIELD.exec(text)?.[1];
    if (name === undefined) {
      if (CONTINUATION.test(text)) return 'wrapping';
      this.finish();
      return 'no';
    }
    this.fields.set(name, Buffer.from(bytes.subarray(4 + name.length + 1)));
    if (name !== 'MESSAGE' || this.textLine > 0) return 'wrapping';
    this.textLine = line;
    return 'record';
  }

  finish(): void {
    this.within = false;
    if (this.textLine > 0) this.journal.take((name) => this.fields.get(name), this.textLine);
    this.fields = new Map();
    this.textLine = 0;
  }
}
