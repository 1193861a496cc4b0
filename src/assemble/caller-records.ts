import type { IncompleteRecords } from '../model/ledger.js';
import type { SymbolId } from '../model/symbol.js';
import { HeldRecord } from './held-record.js';
import type { DeviceLine, InOutLine } from './open-lines.js';
import type { PacketLine } from './packet-line.js';
import { sameNamespace } from './record-shape.js';

/** Tasks that have begun a record: more of them than CPUs can only be where lines are lost. */
const MOST_CALLERS = 4096;

/** A record as its caller prints it. */
interface CallersRecord {
  readonly held: HeldRecord;
  /** Lines of a record that lacks some. */
  stray: number;
  /** Place in the order of trace lines of the newest of them. */
  seq: number;
}

/** What a packet line makes whole, or how many lines there were of its record. */
export type Completed =
  { readonly device: DeviceLine; readonly inOut: InOutLine } | { readonly lines: number };

/**
 * The records of a log that says who printed each line (CONFIG_PRINTK_CALLER). A caller prints one record after the
 * other, so its lines need no choosing, however many CPUs there are: a task is only interrupted by a CPU's softirq,
 * which is another caller.
 */
export class CallerRecords {
  private readonly records = new Map<SymbolId, CallersRecord>();
  private readonly onIncomplete: (records: IncompleteRecords) => void;

  constructor(onIncomplete: (records: IncompleteRecords) => void) {
    this.onIncomplete = onIncomplete;
  }

  separator(caller: SymbolId, seq: number, label: SymbolId): void {
    const record = this.recordOf(caller, seq);
    this.giveUp(record, 1);
    record.held.begin(seq, label);
  }

  device(caller: SymbolId, seq: number, dev: SymbolId, netns: SymbolId, initnet: SymbolId): void {
    const record = this.recordOf(caller, seq);
    if (record.held.lines === 1) record.held.addDevice(seq, dev, netns, initnet);
    else stray(record);
  }

  inOut(caller: SymbolId, seq: number, inDev: SymbolId, outDev: SymbolId, netns: SymbolId): void {
    const record = this.recordOf(caller, seq);
    if (record.held.lines === 2) record.held.addInOut(seq, inDev, outDev, netns);
    else stray(record);
  }

  packet(caller: SymbolId, { seq }: PacketLine): Completed {
    const record = this.recordOf(caller, seq);
    this.records.delete(caller);
    const { held } = record;
    if (held.lines === 3 && sameNamespace(held.device, held.inOut)) return held;
    stray(record);
    return { lines: record.stray };
  }

  /** Gives up what is open; records whose newest line is behind `written` were still to be gone on with. */
  flush(written: number): void {
    for (const record of this.records.values()) this.giveUp(record, record.seq <= written ? 1 : 0);
    this.records.clear();
  }

  private recordOf(caller: SymbolId, seq: number): CallersRecord {
    let record = this.records.get(caller);
    if (record === undefined) {
      if (this.records.size >= MOST_CALLERS) this.flush(Infinity);
      record = { held: new HeldRecord(), stray: 0, seq };
      this.records.set(caller, record);
    }
    record.seq = seq;
    return record;
  }

  private giveUp(record: CallersRecord, unnamed: number): void {
    const lines = record.stray + record.held.lines;
    if (lines > 0) this.onIncomplete({ records: 1, lines, unnamed: lines > 1 ? unnamed : 0 });
    record.held.drop();
    record.stray = 0;
  }
}

/** The newest line has no place: a line before it is lost. */
function stray(record: CallersRecord): void {
  record.stray += record.held.lines + 1;
  record.held.drop();
}
