import { Analysis, type AnalysisOptions, type AnalysisSink } from '../analyze.js';
import type { SummaryFacts } from '../report/json.js';
import type { Complaint } from '../report/ledger-text.js';
import type { LogNames } from '../report/names.js';
import { listed, nameOfInput, piecesOf, type LogInput, type Logs } from './log-input.js';
import type { Reading } from './reading.js';
import { feedChunks } from '../source/read.js';

/** How logs are read. */
export interface ReadOptions extends AnalysisOptions {
  /** Ends the reading where it is aborted; results then say that they are not `complete`. */
  readonly signal?: AbortSignal | undefined;
  /** Read no more bytes of each log than this; of gzip what is in it counts, and 64 GiB are the most anyway. */
  readonly maxBytes?: number | undefined;
}

/** The reading of the logs that the library is given. */
export class InputReading implements Reading {
  readonly analysis: Analysis;
  readonly names: LogNames;
  readonly complaints: Complaint[] = [];
  private readonly inputs: readonly LogInput[];
  private readonly options: ReadOptions;
  private readonly sink: AnalysisSink;

  constructor(logs: Logs, options: ReadOptions) {
    this.options = options;
    this.inputs = listed(logs);
    const inputs = this.inputs.map(nameOfInput);
    this.sink = {
      malformed: ({ file, ...line }) =>
        this.complaints.push({ ...line, input: inputs.length > 1 ? inputs[file]! : null }),
    };
    this.analysis = new Analysis(this.sink, options);
    this.names = { texts: this.analysis.texts, namespaces: this.analysis.namespaces, inputs };
  }

  async read(sink: AnalysisSink): Promise<SummaryFacts> {
    const steps = this.steps(sink);
    for (;;) {
      const { done, value } = await steps.next();
      if (done === true) return value;
    }
  }

  /** Reads on whenever it is asked for the next step, so that what was found can be taken away in between. */
  async *steps(sink: AnalysisSink): AsyncGenerator<void, SummaryFacts> {
    const { analysis, options } = this;
    Object.assign(this.sink, sink);
    let complete = true;
    for (const [i, input] of this.inputs.entries()) {
      if (options.signal?.aborted === true) {
        complete = false;
        break;
      }
      analysis.beginInput();
      const end = yield* feedChunks(piecesOf(input), this.names.inputs[i]!, analysis.chunks, options);
      analysis.chunks.finish();
      if (end === 'truncated' || end === 'limit') analysis.lose(end, null);
      if (end === 'limit' || end === 'aborted') complete = false;
      yield;
    }
    analysis.finish();
    return { complete, packets: analysis.packets, flows: analysis.flows };
  }
}
