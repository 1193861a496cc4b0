import type { Unwrapped } from '../../model/wrapped-record.js';
import type { Container } from './container.js';
import type { JournalRecords } from './journal-record.js';

/** A record begins with one of journald's own fields. */
const BEGINNING = /^__[A-Z_]+=/;
const FIELD = /^([A-Z0-9_]{1,64})=/;
const BINARY_FIELD = /^[A-Z0-9_]{1,64}$/;
/** journald keeps no larger field than this; a larger length is no length. */
const MOST_BYTES = 1 << 20;
const LENGTH_BYTES = 8;

/**
 * journalctl -o export (Journal Export Format): `KEY=value` lines, an empty line behind each record. A value that is
 * not plain text has a line with its name, its length in eight bytes, its bytes, and a line end.
 */
export class JournalExport implements Container {
  within = false;
  private readonly journal: JournalRecords;
  private fields = new Map<string, Buffer>();
  private textLine = 0;
  /** The value under way. */
  private binary: { readonly name: string; readonly pieces: Buffer[]; length: number } | null = null;

  constructor(journal: JournalRecords) {
    this.journal = journal;
  }

  take(bytes: Buffer, line: number): Unwrapped {
    if (this.binary !== null) return this.continueBinary(bytes);
    if (bytes.length === 0 && this.within) {
      this.finish();
      return 'wrapping';
    }
    const head = bytes.toString('latin1', 0, 80);
    if (!this.within && !BEGINNING.test(head)) return 'no';
    this.within = true;
    const name = FIELD.exec(head)?.[1];
    if (name !== undefined) return this.setField(name, Buffer.from(bytes.subarray(name.length + 1)), line);
    if (!BINARY_FIELD.test(head)) return this.abandon();
    this.binary = { name: head, pieces: [], length: 0 };
    return this.named(head, line);
  }

  finish(): void {
    if (this.binary !== null)
      this.fields.set(this.binary.name, Buffer.concat(this.binary.pieces).subarray(LENGTH_BYTES));
    this.binary = null;
    this.within = false;
    if (this.textLine > 0) this.journal.take((name) => this.fields.get(name), this.textLine);
    this.fields = new Map();
    this.textLine = 0;
  }

  private abandon(): Unwrapped {
    this.finish();
    return 'no';
  }

  private setField(name: string, value: Buffer, line: number): Unwrapped {
    const result = this.named(name, line);
    this.fields.set(name, value);
    return result;
  }

  /** The line that holds the first text, or its name, is the one that the record is counted by. */
  private named(name: string, line: number): Unwrapped {
    if (name !== 'MESSAGE' || this.textLine > 0) return 'wrapping';
    this.textLine = line;
    return 'record';
  }

  private continueBinary(bytes: Buffer): Unwrapped {
    const { binary } = this;
    if (binary === null) return 'no';
    binary.pieces.push(Buffer.from(bytes), Buffer.from('\n'));
    binary.length += bytes.length + 1;
    if (binary.length < LENGTH_BYTES) return 'wrapping';
    const all = Buffer.concat(binary.pieces);
    const length = Number(all.readBigUInt64LE(0));
    if (length > MOST_BYTES) return this.abandon();
    if (all.length < LENGTH_BYTES + length + 1) return 'wrapping';
    this.fields.set(binary.name, all.subarray(LENGTH_BYTES, LENGTH_BYTES + length));
    this.binary = null;
    return 'wrapping';
  }
}
