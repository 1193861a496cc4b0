import type { IncompleteRecords } from '../model/ledger.js';
import type { SymbolId } from '../model/symbol.js';

/** A separator that waits for the rest of its record. */
export interface SeparatorLine {
  /** Place in the order of trace lines. */
  seq: number;
  label: SymbolId;
}

/** What a line inherits from a choice that could have taken it. */
interface Contested {
  /** It was left over by an ambiguous choice, so what it becomes a part of is ambiguous, too. */
  contested: boolean;
}

/** A device line; `netns` is NONE where it was printed as NULL. */
export interface DeviceLine extends Contested {
  seq: number;
  dev: SymbolId;
  netns: SymbolId;
  initnet: SymbolId;
}

/** An in/out line; a side that was printed as NULL has NONE for its device. */
export interface InOutLine extends Contested {
  seq: number;
  in: SymbolId;
  out: SymbolId;
  /** The namespace of the side or sides that are set. */
  netns: SymbolId;
}

/** The lines that wait for their packet line, each kind in the order of the log. */
export class OpenLines {
  readonly separators: SeparatorLine[] = [];
  readonly devices: DeviceLine[] = [];
  readonly inOuts: InOutLine[] = [];

  addSeparator(seq: number, label: SymbolId): void {
    this.separators.push({ seq, label });
  }

  addDevice(seq: number, dev: SymbolId, netns: SymbolId, initnet: SymbolId): void {
    this.devices.push({ seq, dev, netns, initnet, contested: false });
  }

  addInOut(seq: number, inDev: SymbolId, outDev: SymbolId, netns: SymbolId): void {
    this.inOuts.push({ seq, in: inDev, out: outDev, netns, contested: false });
  }

  get empty(): boolean {
    return this.separators.length === 0 && this.devices.length === 0 && this.inOuts.length === 0;
  }

  /** `seq` of the line that has waited longest; Infinity where none waits. */
  get oldest(): number {
    return Math.min(firstSeq(this.separators), firstSeq(this.devices), firstSeq(this.inOuts));
  }

  /** `seq` of the line that came last; -Infinity where none waits. */
  get newest(): number {
    return Math.max(lastSeq(this.separators), lastSeq(this.devices), lastSeq(this.inOuts));
  }

  /**
   * Takes out every line up to and including `seq`. They were the lines of at least `records` records; `unnamed` are those
   * up to `written` of which devices are known.
   */
  takeUpTo(seq: number, written: number): IncompleteRecords {
    const unnamed = Math.max(countUpTo(this.devices, written), countUpTo(this.inOuts, written));
    const taken = [this.separators, this.devices, this.inOuts].map(
      (lines) => lines.splice(0, countUpTo(lines, seq)).length,
    );
    return { lines: taken.reduce((sum, count) => sum + count, 0), records: Math.max(...taken), unnamed };
  }
}

type Waiting = readonly { readonly seq: number }[];

function firstSeq(lines: Waiting): number {
  return lines.length === 0 ? Infinity : lines[0]!.seq;
}

function lastSeq(lines: Waiting): number {
  return lines.length === 0 ? -Infinity : lines[lines.length - 1]!.seq;
}

function countUpTo(lines: Waiting, seq: number): number {
  let count = 0;
  while (count < lines.length && lines[count]!.seq <= seq) count++;
  return count;
}

/** Takes out what stands at an index: as a rule near the end, and without making an array of it. */
export function removeAt<Item>(items: Item[], index: number): void {
  for (let i = index; i < items.length - 1; i++) items[i] = items[i + 1]!;
  items.pop();
}
