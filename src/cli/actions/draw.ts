import { readPolicy } from '../../api/read-policy.js';
import { namedLog } from '../../api/read-traffic.js';
import { RuleMarks } from '../../check/rule-marks.js';
import { wantedBy } from '../../check/service-packets.js';
import { TrafficCollector } from '../../check/traffic-collector.js';
import { wayKey } from '../../check/way-key.js';
import { EXIT, type ExitCode } from '../../model/exit-code.js';
import type { Packet } from '../../model/packet.js';
import type { Policy } from '../../model/policy.js';
import { Filter, type Selection } from '../../report/analyze/filter.js';
import { flowsText } from '../../report/analyze/flows-text.js';
import { pathKey, PathDigest } from '../../report/analyze/path-digest.js';
import { drawDot, drawMermaid, drawSvg, type DrawnLog } from '../../report/draw/drawn-log.js';
import { BootNumbers } from '../../report/html/boot-numbers.js';
import { judgedShape, pathShape } from '../../report/html/path-shape.js';
import { pathsPage } from '../../report/html/paths-page.js';
import { ledgerText } from '../../report/ledger-text.js';
import { Topology } from '../../report/topology/topology.js';
import type { Context } from '../context.js';
import type { LogRequest } from '../log-options.js';
import { LogReading } from '../log-reading.js';
import type { Output } from '../output.js';
import type { TextRequest } from '../path-options.js';
import { textPrinting } from '../text-printing.js';

/** What a log is drawn as, but for text, which depends on the terminal, and pages. */
const FORMATS = { mermaid: drawMermaid, dot: drawDot, svg: drawSvg } as const;

export type DrawFormat = 'text' | 'html' | keyof typeof FORMATS;

export interface DrawRequest extends LogRequest, TextRequest {
  readonly format: DrawFormat;
  readonly selection: Selection;
  /** Path of the policy whose rules are marked; `-` is standard input, null none. */
  readonly policy: string | null;
}

/** `nfpath draw`. */
export async function draw(request: DrawRequest, context: Context): Promise<ExitCode> {
  const policy = request.policy === null ? null : await readPolicy(request.policy);
  const netns = [...(request.options.netns ?? []), ...(policy?.namespaces ?? [])];
  const reading = new LogReading({ ...request, options: { ...request.options, netns } }, context);
  const { analysis } = reading;
  const filter = new Filter(request.selection, reading.names);
  const digest = new PathDigest(keyFor(request));
  const boots = new BootNumbers();
  const topology = new Topology();
  const traffic = policy && new TrafficCollector(wantedBy(policy.services, reading.names.texts));
  const facts = await reading.read({
    packet: (packet) => {
      traffic?.packet(packet);
      if (!filter.packet(packet)) return;
      digest.addPacket(packet);
      boots.packet(packet);
      topology.add(packet);
    },
    flow: (flow) => {
      traffic?.flow(flow);
      if (filter.flow(flow)) digest.addFlow(flow, reading.names.texts);
    },
  });
  const log: DrawnLog = {
    digest,
    topology,
    names: reading.names,
    marksOf: marksOf(policy, traffic, reading),
    ledger: analysis.ledger,
    facts: { ...facts, ...(filter.isActive && { shown: filter.shown }) },
  };
  if (request.format === 'html') context.out.write(pathsPage({ ...log, boots, version: context.version }));
  else if (request.format === 'text') printLanes(log, reading, request, context.out);
  else context.out.write(FORMATS[request.format](log));
  return EXIT.ran;
}

/** Which packets are one path: on a page whoever the client is; with a policy those that every rule judges alike. */
function keyFor({ format, policy }: DrawRequest): (packet: Packet) => string {
  if (format === 'html') return policy === null ? pathShape : judgedShape;
  return policy === null ? pathKey : (packet) => `${pathKey(packet)} ${wayKey(packet)}`;
}

function printLanes(
  { digest, marksOf, ledger, facts }: DrawnLog,
  reading: LogReading,
  { look, ascii }: DrawRequest,
  out: Output,
): void {
  const { names, complaints, print } = textPrinting(reading, out, ascii);
  print(flowsText(digest, names, look, 'lanes', marksOf));
  print(ledgerText(ledger, facts, complaints(), look));
}

function marksOf(
  policy: Policy | null,
  traffic: TrafficCollector | null,
  reading: LogReading,
): DrawnLog['marksOf'] {
  if (policy === null || traffic === null) return () => [];
  const marks = new RuleMarks(policy, namedLog(reading, traffic.finish()));
  return (packet, flow) => marks.of(packet, flow);
}
