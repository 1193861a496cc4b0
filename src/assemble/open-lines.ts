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

  get empty(): boolean {
    return this.separators.length === 0 && this.devices.length === 0 && this.inOuts.length === 0;
  }

  /** `seq` of the line that has waited longest; Infinity where none waits. */
  get oldest(): number {
    return Math.min(
      this.separators[0]?.seq ?? Infinity,
      this.devices[0]?.seq ?? Infinity,
      this.inOuts[0]?.seq ?? Infinity,
    );
  }

  /** `seq` of the line that came last; -Infinity where none waits. */
  get newest(): number {
    return Math.max(
      this.separators.at(-1)?.seq ?? -Infinity,
      this.devices.at(-1)?.seq ?? -Infinity,
      this.inOuts.at(-1)?.seq ?? -Infinity,
    );
  }

  /** Records up to `seq` of which devices are known. */
  unnamedUpTo(seq: number): number {
    const counts = [this.devices, this.inOuts].map((lines) => lines.filter((line) => line.seq <= seq).length);
    return Math.max(...counts);
  }

  /** Takes out every line up to and including `seq`. They were the lines of at least `records` records. */
  takeUpTo(seq: number): IncompleteRecords {
    const unnamed = this.unnamedUpTo(seq);
    const taken = [this.separators, this.devices, this.inOuts].map((lines) => {
      const end = lines.findIndex((line) => line.seq > seq);
      return lines.splice(0, end < 0 ? lines.length : end).length;
    });
    return { lines: taken.reduce((sum, count) => sum + count, 0), records: Math.max(...taken), unnamed };
  }
}

/** Takes one line out of its list. */
export function take<Line>(lines: Line[], line: Line): void {
  lines.splice(lines.indexOf(line), 1);
}
