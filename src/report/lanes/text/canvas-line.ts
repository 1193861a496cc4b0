import type { Line, Span } from '../../line.js';
import { columnsOf } from '../../columns.js';

/** A line in which spans stand at columns of their own. */
export class CanvasLine {
  private readonly spans: (Span | string)[] = [];
  private column = 0;

  /** Puts spans at a column, at or behind what is there. */
  put(column: number, ...spans: readonly (Span | string)[]): void {
    if (column > this.column) this.spans.push(' '.repeat(column - this.column));
    this.column = Math.max(this.column, column);
    for (const span of spans) {
      this.spans.push(span);
      this.column += columnsOf(typeof span === 'string' ? span : span.text);
    }
  }

  /** The first column behind all that is there. */
  get end(): number {
    return this.column;
  }

  get line(): Line {
    return this.spans;
  }
}
