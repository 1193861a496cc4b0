import type { CapturedMachine, CapturedNamespace } from '../model/captured-machine.js';
import type { Ledger, LossKind } from '../model/ledger.js';
import type { Position, TraceLineSink } from '../model/trace-line.js';
import type { MalformedLine } from './complaints.js';
import type { SymbolTable } from './symbols.js';

export interface LineParserOptions {
  readonly sink: TraceLineSink;
  readonly symbols: SymbolTable;
  /** Tells the sink which line it is being given. The caller sets `file`, and `line` to 0, before each input. */
  readonly position: Position;
  /** What the lines are counted in. */
  readonly ledger: Ledger;
  /** `--tag`; throws BadTag where no line can have it. */
  readonly tag?: string | undefined;
  /** The zone of wall clock times that do not say theirs (`Europe/Berlin`); the system's where it is not given. */
  readonly timezone?: string | undefined;
  /** Called for the first 100 malformed lines. The others are only counted: to say why costs time. */
  readonly onMalformed?: ((line: MalformedLine) => void) | undefined;
  /** A line says that others are missing; `count` is null where nobody knows how many. */
  onLoss(kind: LossKind, count: number | null): void;
  /** A line says that the kernel was booted. */
  onBoot(): void;
  /** Gets what the headers of captures say of their machines, which is filled in as they go on. */
  readonly machines?: CapturedMachine[] | undefined;
  /** A header names a namespace. */
  readonly onNamed?: ((named: CapturedNamespace) => void) | undefined;
}
