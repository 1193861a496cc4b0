import type { Flow } from '../../model/flow.js';
import type { Packet } from '../../model/packet.js';
import { Filter, type Selection } from '../../report/analyze/filter.js';
import { flowJson, summaryJson, type SummaryFacts } from '../../report/json.js';
import { ledgerText } from '../../report/ledger-text.js';
import { PathDigest } from '../../report/analyze/path-digest.js';
import { flowsText } from '../../report/analyze/flows-text.js';
import { PacketJson } from '../../report/packet-json.js';
import { packetText } from '../../report/analyze/packet-text.js';
import type { Context } from '../context.js';
import { EXIT, type ExitCode } from '../../model/exit-code.js';
import type { LogRequest } from '../log-options.js';
import { HeldLines } from '../held-lines.js';
import { LogReading } from '../log-reading.js';
import type { Output } from '../output.js';
import type { PathRequest } from '../path-options.js';
import { textPrinting } from '../text-printing.js';

export interface AnalyzeRequest extends LogRequest, PathRequest {
  readonly format: 'text' | 'json';
  /** The summary object alone. */
  readonly summary: boolean;
  readonly selection: Selection;
  /** The log is followed: seconds without an entry after which a packet is printed; null where it is not. */
  readonly follow: number | null;
}

/** Flow lines that are held back so that all packets come first; of more flows the first leave earlier. */
const MOST_HELD_FLOWS = 100_000;

/** `nfpath analyze`. Stops where `signal` is aborted and reports what is known until there. */
export async function analyze(request: AnalyzeRequest, context: Context): Promise<ExitCode> {
  const reading = new LogReading(request, context);
  const filter = new Filter(request.selection, reading.names);
  const report = reportFor(request, reading, context);
  const { packet: show } = report;
  const facts = await reading.read(
    {
      flow: (flow) => void (filter.flow(flow) && report.flow(flow)),
      // Packets that nobody asks for need not be made.
      ...((show !== undefined || filter.isActive) && {
        packet: (packet) => void (filter.packet(packet) && show?.(packet)),
        borrowsEntries: report.borrowsEntries ?? false,
      }),
    },
    request.follow === null ? undefined : { idle: request.follow, onTick: () => context.out.flush() },
  );
  report.end({ ...facts, ...(filter.isActive && { shown: filter.shown }) });
  return EXIT.ran;
}

function reportFor(request: AnalyzeRequest, reading: LogReading, context: Context): Report {
  const { out } = context;
  if (request.summary) return summaryReport(reading, out);
  if (request.format === 'json') return jsonReport(reading, out);
  return request.follow === null ? textReport(reading, out, request) : liveReport(reading, context, request);
}

interface Report {
  packet?(packet: Packet): void;
  /** See `AnalysisSink`. */
  readonly borrowsEntries?: boolean;
  flow(flow: Flow): void;
  end(facts: SummaryFacts): void;
}

function jsonReport({ names, analysis }: LogReading, out: Output): Report {
  const held = new HeldLines(out, MOST_HELD_FLOWS);
  const packets = new PacketJson(names);
  return {
    packet: (packet) => out.compose((text) => packets.put(packet, text)),
    borrowsEntries: true,
    flow: (flow) => held.add(`${flowJson(flow, names)}\n`),
    end: (facts) => {
      held.release();
      out.write(`${summaryJson(facts, analysis.ledger, names)}\n`);
    },
  };
}

/** Each packet on its own, as soon as it is complete. */
function liveReport(reading: LogReading, { out, status }: Context, request: AnalyzeRequest): Report {
  const { look, form } = request;
  const { names, complaints, print } = textPrinting(reading, out, request.ascii);
  return {
    packet: (packet) => {
      status.clear();
      print(`${packetText(packet, names, look, form)}\n`);
    },
    flow: () => {},
    end: (facts) => print(ledgerText(reading.analysis.ledger, facts, complaints(), look)),
  };
}

function textReport(reading: LogReading, out: Output, request: AnalyzeRequest): Report {
  const { look, form } = request;
  const { names, complaints, print } = textPrinting(reading, out, request.ascii);
  const digest = new PathDigest();
  return {
    packet: (packet) => digest.addPacket(packet),
    flow: (flow) => digest.addFlow(flow, names.texts),
    end: (facts) => {
      print(flowsText(digest, names, look, form));
      print(ledgerText(reading.analysis.ledger, facts, complaints(), look));
    },
  };
}

function summaryReport({ names, analysis }: LogReading, out: Output): Report {
  return {
    flow: () => {},
    end: (facts) => out.write(`${summaryJson(facts, analysis.ledger, names)}\n`),
  };
}
