import type { Position } from '../model/trace-line.js';
import type { Diagnosis, Diagnostician } from './diagnose.js';
import { headerDiagnostician, traceLineDiagnostician } from './grammar-tasks.js';

/** A line that carries the tag and that the grammar refuses. */
export interface MalformedLine extends Pick<Position, 'file' | 'line'>, Diagnosis {
  /** The line as latin1, without its "\n". */
  readonly text: string;
}

/** Others are only counted: to say why costs time. */
const MOST_DIAGNOSES = 100;

const OF_A_PROGRAM: Diagnosis = {
  column: 1,
  expected: ['a line of the kernel'],
  message: 'column 1: expected a line of the kernel, but a program wrote it',
};

/** Says what is wrong with the first lines that are not understood. */
export class Complaints {
  private readonly tag: string;
  private readonly position: Position;
  private readonly onMalformed: ((line: MalformedLine) => void) | undefined;
  private diagnostician: Diagnostician | null = null;
  private headers: Diagnostician | null = null;
  private count = 0;

  /** `tag` is latin1. */
  constructor(tag: string, position: Position, onMalformed: ((line: MalformedLine) => void) | undefined) {
    this.tag = tag;
    this.position = position;
    this.onMalformed = onMalformed;
  }

  /** `text` is a line as latin1, of which the grammar refuses what begins at `from`. */
  add(text: string, from: number): void {
    if (++this.count > MOST_DIAGNOSES) return;
    this.diagnostician ??= traceLineDiagnostician(this.tag);
    this.tell(text, this.diagnostician.diagnose(text, from));
  }

  /** A line that begins as those of a capture's header, and that their grammar refuses. */
  addHeader(text: string): void {
    if (++this.count > MOST_DIAGNOSES) return;
    this.headers ??= headerDiagnostician();
    this.tell(text, this.headers.diagnose(text));
  }

  /** A line with the tag that no kernel has printed. */
  addProgram(text: string): void {
    if (++this.count <= MOST_DIAGNOSES) this.tell(text, OF_A_PROGRAM);
  }

  /** A line with the tag where only lines in containers of a certain form are to be read. */
  addUnwrapped(text: string, form: string): void {
    const message = `column 1: expected a line of the form ${form}`;
    if (++this.count <= MOST_DIAGNOSES) this.tell(text, { column: 1, expected: [form], message });
  }

  private tell(text: string, diagnosis: Diagnosis): void {
    const { file, line } = this.position;
    this.onMalformed?.({ file, line, text, ...diagnosis });
  }
}
