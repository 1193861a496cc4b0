import { Analysis, type AnalysisOptions, type AnalysisSink } from '../analyze.js';
import type { SummaryFacts } from '../report/json.js';
import type { Complaint } from '../report/ledger-text.js';
import type { LogNames } from '../report/names.js';
import { fed, listed, nameOfInput, type LogInput, type Logs } from './log-input.js';
import type { Reading } from './reading.js';

/** How logs are read. */
export interface ReadOptions extends AnalysisOptions {
  /** Ends the reading where it is aborted; results then say that they are not `complete`. */
  readonly signal?: AbortSignal | undefined;
}

/** The reading of the logs that the library is given. */
export class InputReading implements Reading {
  readonly analysis: Analysis;
  readonly names: LogNames;
  readonly complaints: Complaint[] = [];
  private readonly inputs: readonly LogInput[];
  private readonly sink: AnalysisSink;

  constructor(logs: Logs, options: AnalysisOptions) {
    this.inputs = listed(logs);
    const inputs = this.inputs.map(nameOfInput);
    this.sink = {
      malformed: ({ file, ...line }) =>
        this.complaints.push({ ...line, input: inputs.length > 1 ? inputs[file]! : null }),
    };
    this.analysis = new Analysis(this.sink, options);
    this.names = { texts: this.analysis.texts, namespaces: this.analysis.namespaces, inputs };
  }

  async read(sink: AnalysisSink, signal: AbortSignal): Promise<SummaryFacts> {
    const steps = this.steps(sink, signal);
    for (;;) {
      const { done, value } = await steps.next();
      if (done === true) return value;
    }
  }

  /** Reads on whenever it is asked for the next step, so that what was found can be taken away in between. */
  async *steps(sink: AnalysisSink, signal: AbortSignal): AsyncGenerator<void, SummaryFacts> {
    const { analysis } = this;
    Object.assign(this.sink, sink);
    for (const input of this.inputs) {
      if (signal.aborted) break;
      analysis.beginInput();
      for await (const _ of fed(input, analysis.chunks)) {
        if (signal.aborted) break;
        yield;
      }
    }
    analysis.finish();
    return { complete: !signal.aborted, packets: analysis.packets, flows: analysis.flows };
  }
}

/** The signal that was given, or one that never is aborted. */
export function signalOf({ signal }: ReadOptions): AbortSignal {
  return signal ?? new AbortController().signal;
}
