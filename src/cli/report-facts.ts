import type { AnalysisSink } from '../analyze.js';
import { placeService, type NamedLog } from '../check/placement.js';
import { RuleMarks } from '../check/rule-marks.js';
import { ruleSites } from '../check/rule-sites.js';
import { CaptureFacts } from '../doctor/capture-facts.js';
import { diagnose } from '../doctor/diagnose.js';
import type { RuleVerdict } from '../model/finding.js';
import type { Policy } from '../model/policy.js';
import { PathDigest } from '../report/analyze/path-digest.js';
import { BootNumbers } from '../report/html/boot-numbers.js';
import { HookTraffic } from '../report/html/hook-traffic.js';
import type { CheckedPolicy, ServicePlacement } from '../report/html/html-report.js';
import { judgedShape, pathShape } from '../report/html/path-shape.js';
import { htmlReport } from '../report/html/report-page.js';
import type { MarksOf } from '../report/lanes/lane-sections.js';
import type { SummaryFacts } from '../report/json.js';
import type { LogReading } from './log-reading.js';

/** A policy and what a log says of it. */
export interface JudgedPolicy {
  /** Path of the policy file; `-` is standard input. */
  readonly file: string;
  readonly policy: Policy;
  readonly verdicts: readonly RuleVerdict[];
  readonly log: NamedLog;
}

/** Gathers what a page about a log shows, while it is read. */
export class ReportFacts {
  /** What it is to be handed of the reading. */
  readonly sink: AnalysisSink;
  private readonly captured = new CaptureFacts();
  private readonly boots = new BootNumbers();
  private readonly traffic = new HookTraffic();
  private readonly digest: PathDigest;

  /** With a policy, packets that a rule may judge differently are apart. */
  constructor({ names }: LogReading, hasPolicy: boolean) {
    const { captured, boots, traffic } = this;
    const digest = new PathDigest(hasPolicy ? judgedShape : pathShape);
    this.digest = digest;
    this.sink = {
      entry: (entry) => captured.entry(entry),
      packet: (packet) => {
        captured.packet(packet);
        boots.packet(packet);
        traffic.packet(packet);
        digest.addPacket(packet);
      },
      flow: (flow) => {
        captured.flow(flow);
        digest.addFlow(flow, names.texts);
      },
    };
  }

  /** The page, when the reading has ended. */
  page(reading: LogReading, facts: SummaryFacts, version: string, judged: JudgedPolicy | null): string {
    const { analysis, names, complaints } = reading;
    const { ledger, texts, tornEntries, machines } = analysis;
    const { captured, boots, traffic, digest } = this;
    const inputs = names.inputs.length;
    return htmlReport({
      version,
      names,
      boots,
      facts,
      ledger,
      complaints,
      diagnosis: diagnose({ facts: captured, ledger, texts, tornEntries, inputs, machines }),
      digest,
      traffic,
      marksOf: marksOf(judged),
      check: judged && checkedPolicy(judged),
    });
  }
}

function marksOf(judged: JudgedPolicy | null): MarksOf {
  if (judged === null) return () => [];
  const marks = new RuleMarks(judged.policy, judged.log);
  return (packet, flow) => marks.of(packet, flow);
}

function checkedPolicy({ file, policy, verdicts, log }: JudgedPolicy): CheckedPolicy {
  const asked = new Map<string, Omit<ServicePlacement, 'placement'>>();
  for (const { protects: service, priority } of policy.rules)
    asked.set(`${service.name} ${priority}`, { service, priority });
  return {
    policy: file,
    verdicts,
    placements: [...asked.values()].map(({ service, priority }) => ({
      service,
      priority,
      placement: placeService(service, priority, log),
    })),
    sites: ruleSites(policy, log),
  };
}
