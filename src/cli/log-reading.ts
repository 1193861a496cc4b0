import { Analysis, type AnalysisSink } from '../analyze.js';
import type { SummaryFacts } from '../report/json.js';
import type { Complaint } from '../report/ledger-text.js';
import type { LogNames } from '../report/names.js';
import { assertReadable, readInput } from '../source/read.js';
import type { LogRequest } from './log-options.js';

/** The reading of the logs that a command is about, and what its report needs of them. */
export class LogReading {
  readonly analysis: Analysis;
  readonly names: LogNames;
  /** The first lines that were not understood. */
  readonly complaints: Complaint[] = [];
  private readonly sink: AnalysisSink;

  constructor({ inputs, options }: LogRequest) {
    const several = inputs.length > 1;
    this.sink = {
      malformed: ({ file, ...line }) =>
        this.complaints.push({ ...line, input: several ? inputs[file]! : null }),
    };
    this.analysis = new Analysis(this.sink, options);
    this.names = { texts: this.analysis.texts, namespaces: this.analysis.namespaces, inputs };
  }

  /**
   * Reads all inputs, or until `signal` is aborted, and hands what is found to `sink`. The names of namespaces are
   * complete when it has. Throws UnreadableInput.
   */
  async read(sink: AnalysisSink, signal: AbortSignal): Promise<SummaryFacts> {
    const { analysis } = this;
    const { inputs } = this.names;
    Object.assign(this.sink, sink);
    assertReadable(inputs);
    for (const input of inputs) {
      if (signal.aborted) break;
      analysis.beginInput();
      await readInput(input, analysis.chunks, signal);
    }
    analysis.finish();
    return { complete: !signal.aborted, packets: analysis.packets, flows: analysis.flows };
  }
}
