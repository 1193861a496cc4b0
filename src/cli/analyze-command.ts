import { Analysis, type AnalysisOptions } from '../analyze.js';
import { Filter, type Selection } from '../report/filter.js';
import { flowJson, packetJson, summaryJson, type SummaryFacts } from '../report/json.js';
import { ledgerText, type Complaint } from '../report/ledger-text.js';
import type { LogNames } from '../report/names.js';
import { PathDigest } from '../report/path-digest.js';
import { flowsText, type Look } from '../report/text.js';
import { assertReadable, readInput } from '../source/read.js';
import type { Output } from './output.js';

export interface AnalyzeRequest {
  /** Paths; `-` is standard input. */
  readonly inputs: readonly string[];
  readonly format: 'text' | 'json';
  /** The summary object alone. */
  readonly summary: boolean;
  readonly selection: Selection;
  readonly options: AnalysisOptions;
  readonly look: Look;
}

/** Flow lines that are held back so that all packets come first; of more flows the first leave earlier. */
const MOST_HELD_FLOWS = 100_000;

/** `nfpath analyze`. Stops where `signal` is aborted and reports what is known until there. */
export async function analyzeCommand(
  request: AnalyzeRequest,
  out: Output,
  signal: AbortSignal,
): Promise<void> {
  const report = request.summary ? summaryReport() : request.format === 'json' ? jsonReport() : textReport();
  const complaints: Complaint[] = [];
  const several = request.inputs.length > 1;
  const analysis: Analysis = new Analysis(
    {
      packet: (packet) => void (filter.packet(packet) && report.packet(packet)),
      flow: (flow) => void (filter.flow(flow) && report.flow(flow)),
      malformed: ({ file, ...line }) =>
        complaints.push({ ...line, input: several ? request.inputs[file]! : null }),
    },
    request.options,
  );
  const names: LogNames = { texts: analysis.texts, namespaces: analysis.namespaces, inputs: request.inputs };
  const filter = new Filter(request.selection, names);

  assertReadable(request.inputs);
  for (const input of request.inputs) {
    if (signal.aborted) break;
    analysis.beginInput();
    await readInput(input, analysis.chunks, signal);
  }
  analysis.finish();

  report.end({
    complete: !signal.aborted,
    packets: analysis.packets,
    flows: analysis.flows,
    ...(filter.isActive && { shown: filter.shown }),
  });
  out.flush();

  function jsonReport(): Report {
    let held: string[] = [];
    const release = (): void => {
      for (const line of held) out.write(line);
      held = [];
    };
    return {
      packet: (packet) => out.write(`${packetJson(packet, names)}\n`),
      flow: (flow) => {
        held.push(`${flowJson(flow, names)}\n`);
        if (held.length >= MOST_HELD_FLOWS) release();
      },
      end: (facts) => {
        release();
        out.write(`${summaryJson(facts, analysis.ledger, names)}\n`);
      },
    };
  }

  function textReport(): Report {
    const digest = new PathDigest();
    return {
      packet: (packet) => digest.addPacket(packet),
      flow: (flow) => digest.addFlow(flow, names.texts),
      end: (facts) => {
        out.write(flowsText(digest, names, request.look));
        out.write(ledgerText(analysis.ledger, facts, complaints, request.look));
      },
    };
  }

  function summaryReport(): Report {
    return {
      packet: () => {},
      flow: () => {},
      end: (facts) => out.write(`${summaryJson(facts, analysis.ledger, names)}\n`),
    };
  }
}

interface Report {
  packet(packet: Parameters<typeof packetJson>[0]): void;
  flow(flow: Parameters<typeof flowJson>[0]): void;
  end(facts: SummaryFacts): void;
}
