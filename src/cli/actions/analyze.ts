import type { Flow } from '../../model/flow.js';
import type { Packet } from '../../model/packet.js';
import { Filter, type Selection } from '../../report/analyze/filter.js';
import { flowJson, packetJson, summaryJson, type SummaryFacts } from '../../report/json.js';
import { ledgerText } from '../../report/ledger-text.js';
import { PathDigest } from '../../report/analyze/path-digest.js';
import { flowsText } from '../../report/analyze/flows-text.js';
import type { Context } from '../context.js';
import { EXIT, type ExitCode } from '../../model/exit-code.js';
import type { LogRequest } from '../log-options.js';
import { LogReading } from '../log-reading.js';
import type { Output } from '../output.js';

export interface AnalyzeRequest extends LogRequest {
  readonly format: 'text' | 'json';
  /** The summary object alone. */
  readonly summary: boolean;
  readonly selection: Selection;
}

/** Flow lines that are held back so that all packets come first; of more flows the first leave earlier. */
const MOST_HELD_FLOWS = 100_000;

/** `nfpath analyze`. Stops where `signal` is aborted and reports what is known until there. */
export async function analyze(request: AnalyzeRequest, { out, signal }: Context): Promise<ExitCode> {
  const reading = new LogReading(request);
  const filter = new Filter(request.selection, reading.names);
  const reportFor = request.summary ? summaryReport : request.format === 'json' ? jsonReport : textReport;
  const report = reportFor(reading, out, request);
  const facts = await reading.read(
    {
      packet: (packet) => void (filter.packet(packet) && report.packet(packet)),
      flow: (flow) => void (filter.flow(flow) && report.flow(flow)),
    },
    signal,
  );
  report.end({ ...facts, ...(filter.isActive && { shown: filter.shown }) });
  return EXIT.ran;
}

interface Report {
  packet(packet: Packet): void;
  flow(flow: Flow): void;
  end(facts: SummaryFacts): void;
}

function jsonReport({ names, analysis }: LogReading, out: Output): Report {
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

function textReport({ names, analysis, complaints }: LogReading, out: Output, { look }: LogRequest): Report {
  const digest = new PathDigest();
  return {
    packet: (packet) => digest.addPacket(packet),
    flow: (flow) => digest.addFlow(flow, names.texts),
    end: (facts) => {
      out.write(flowsText(digest, names, look));
      out.write(ledgerText(analysis.ledger, facts, complaints, look));
    },
  };
}

function summaryReport({ names, analysis }: LogReading, out: Output): Report {
  return {
    packet: () => {},
    flow: () => {},
    end: (facts) => out.write(`${summaryJson(facts, analysis.ledger, names)}\n`),
  };
}
