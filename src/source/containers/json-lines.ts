import type { Unwrapped } from '../../model/wrapped-record.js';
import type { Container, ContainerSink } from './container.js';
import type { JournalRecords } from './journal-record.js';
import { takeObject } from './json-record.js';
import { parseObject } from './json-text.js';

const BRACE = 0x7b;
const END = 0x7d;
const RECORD_SEPARATOR = 0x1e;
const CARRIAGE_RETURN = 13;
const DATA = Buffer.from('data: ');

/** An object on each line: journalctl -o json, json-sse and json-seq, Docker's json-file. */
export class JsonLines implements Container {
  readonly within = false;
  private readonly sink: ContainerSink;
  private readonly journal: JournalRecords;

  constructor(sink: ContainerSink, journal: JournalRecords) {
    this.sink = sink;
    this.journal = journal;
  }

  take(bytes: Buffer, line: number): Unwrapped {
    const from = bytes[0] === RECORD_SEPARATOR ? 1 : bytes.indexOf(DATA) === 0 ? DATA.length : 0;
    const last = bytes.at(bytes.at(-1) === CARRIAGE_RETURN ? -2 : -1);
    if (bytes[from] !== BRACE || last !== END) return 'no';
    const object = parseObject(bytes.subarray(from));
    return object !== null && takeObject(object, line, this.journal, this.sink) ? 'record' : 'no';
  }

  finish(): void {}
}
