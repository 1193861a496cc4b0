import { Analysis, type AnalysisSink } from '../analyze.js';
import type { SummaryFacts } from '../report/json.js';
import type { Complaint } from '../report/ledger-text.js';
import type { LogNames } from '../report/names.js';
import { assertReadable, readInput } from '../source/read.js';
import type { Context } from './context.js';
import { Follower, type Following } from './follower.js';
import { optimiseLate } from './late-optimising.js';
import type { LogRequest } from './log-options.js';
import { progressText } from './status-line.js';

/** What reading needs of a command's context. */
export type ReadingContext = Pick<Context, 'signal' | 'status' | 'interrupted'>;

/** The reading of the logs that a command is about, and what its report needs of them. */
export class LogReading {
  readonly analysis: Analysis;
  readonly names: LogNames;
  /** The first lines that were not understood. */
  readonly complaints: Complaint[] = [];
  private readonly request: LogRequest;
  private readonly context: ReadingContext;
  private readonly sink: AnalysisSink;

  constructor(request: LogRequest, context: ReadingContext) {
    const { inputs, options } = request;
    const several = inputs.length > 1;
    this.request = request;
    this.context = context;
    this.sink = {
      malformed: ({ file, ...line }) =>
        this.complaints.push({ ...line, input: several ? inputs[file]! : null }),
    };
    this.analysis = new Analysis(this.sink, options);
    this.names = { texts: this.analysis.texts, namespaces: this.analysis.namespaces, inputs };
  }

  /**
   * Reads all inputs, or until the user interrupts, and hands what is found to `sink`. The names of namespaces are
   * complete when it has. With `following`, packets are handed out as soon as nothing more of them is to be expected.
   * With `drain`, no more is read than what was found can leave: see ReadOptions. Throws UnreadableInput.
   */
  async read(
    sink: AnalysisSink,
    following?: Following,
    drain?: () => Promise<void> | undefined,
  ): Promise<SummaryFacts> {
    const { analysis } = this;
    const { signal, status, interrupted } = this.context;
    const { inputs, maxBytes } = this.request;
    Object.assign(this.sink, sink);
    assertReadable(inputs);
    await optimiseLate(inputs);
    const follower = following === undefined ? null : new Follower(analysis, following, status);
    const ends = [signal, following?.stop, follower?.signal].filter((end) => end !== undefined);
    const signals = ends.length === 1 ? signal : AbortSignal.any(ends);
    let complete = true;
    try {
      for (const input of inputs) {
        if (signals.aborted) {
          complete = false;
          break;
        }
        analysis.beginInput();
        const end = await readInput(input, analysis.chunks, {
          signal: signals,
          maxBytes,
          drain,
          onProgress: (read, total) => status.update(() => progressText(read, total)),
        });
        if (end === 'truncated' || end === 'limit') analysis.lose(end, null);
        if (end === 'limit' || end === 'aborted') complete = false;
      }
    } finally {
      follower?.stop();
      status.clear();
    }
    follower?.signal.throwIfAborted();
    analysis.finish();
    if (!complete && signal.aborted) interrupted();
    return { complete, packets: analysis.packets, flows: analysis.flows };
  }
}
