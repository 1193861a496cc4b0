import type { InputFormat } from '../../model/input-format.js';
import type { Unwrapped, Unwrapper } from '../../model/wrapped-record.js';
import type { Container, ContainerSink } from './container.js';
import { JournalExport } from './journal-export.js';
import { JournalRecords } from './journal-record.js';
import { JournalVerbose } from './journal-verbose.js';
import { JsonBlocks } from './json-blocks.js';
import { JsonLines } from './json-lines.js';

/** Whether inputs are said to have only lines that stand in containers. */
export function isContainer(format: InputFormat | undefined): format is Exclude<InputFormat, 'text'> {
  return format !== undefined && format !== 'text';
}

/** What takes containers apart where inputs have this form, or any; null where they have none. */
export function unwrapperFor(format: InputFormat | undefined, sink: ContainerSink): Unwrapper | null {
  if (format === 'text') return null;
  const journal = new JournalRecords(sink);
  const containers: Record<Exclude<InputFormat, 'text'>, readonly Container[]> = {
    json: [new JsonLines(sink, journal), new JsonBlocks(sink, journal)],
    export: [new JournalExport(journal)],
    verbose: [new JournalVerbose(journal)],
  };
  return new AnyContainer(format === undefined ? Object.values(containers).flat() : containers[format]);
}

/** The first bytes of containers: `{`, `data: {`, a record separator, `__CURSOR=`, a weekday. */
const FIRST = new Set([...'{d\x1e_MTWFS'].map((character) => character.charCodeAt(0)));

/** Gives each line to the container that it is in the middle of, else to the first that takes it. */
class AnyContainer implements Unwrapper {
  private readonly containers: readonly Container[];
  private current: Container | null = null;

  constructor(containers: readonly Container[]) {
    this.containers = containers;
  }

  get within(): boolean {
    return this.current?.within === true;
  }

  take(chunk: Buffer, start: number, end: number, line: number): Unwrapped {
    if (this.within) {
      const unwrapped = this.current!.take(chunk.subarray(start, end), line);
      if (unwrapped !== 'no') return unwrapped;
    }
    if (start === end || !FIRST.has(chunk[start]!)) return 'no';
    const bytes = chunk.subarray(start, end);
    for (const container of this.containers) {
      const unwrapped = container.take(bytes, line);
      if (unwrapped === 'no') continue;
      this.current = container;
      return unwrapped;
    }
    return 'no';
  }

  finish(): void {
    this.current?.finish();
    this.current = null;
  }
}
