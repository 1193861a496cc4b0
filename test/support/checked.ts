import fs from 'node:fs';
import { Analysis } from '../../src/analyze.js';
import { checkPolicy } from '../../src/check/check.js';
import { draftPolicy } from '../../src/check/draft.js';
import type { NamedLog as Log } from '../../src/check/placement.js';
import { wantedBy } from '../../src/check/service-packets.js';
import { TrafficCollector, type Wanted } from '../../src/check/traffic-collector.js';
import type { NamespaceName, Policy } from '../../src/model/policy.js';
import type { SymbolTexts } from '../../src/model/symbol.js';
import type { CheckReport } from '../../src/report/check/check-report.js';
import { draftText } from '../../src/report/place/draft-text.js';
import { feed } from './analysed.js';

/** A log under the name that the user gave; its bytes are the file's where they are not given. */
export interface NamedLog {
  readonly name: string;
  readonly bytes?: Buffer;
}

/**
 * Checks a policy against logs, each an input of its own, as `nfpath check` does; `also` is what else is known of
 * them.
 */
export function checked(
  policy: Policy,
  logs: readonly (string | NamedLog)[],
  also: Partial<Pick<Log, 'lost'>> = {},
): CheckReport {
  const read = readTraffic(logs, (texts) => wantedBy(policy.services, texts), policy.namespaces);
  const verdicts = checkPolicy(policy, { ...read.log, ...also });
  return { ...read.report, policy: 'guard.yaml', verdicts, version: '0.0.0' };
}

/** The policy that `nfpath init` writes of logs. */
export function drafted(logs: readonly (string | NamedLog)[]): string {
  const { report, log } = readTraffic(logs, () => () => true);
  return draftText(draftPolicy(log), report.names);
}

function readTraffic(
  logs: readonly (string | NamedLog)[],
  wantedFor: (texts: SymbolTexts) => Wanted,
  netns: readonly NamespaceName[] = [],
): { log: Log; report: Pick<CheckReport, 'facts' | 'ledger' | 'names'> } {
  const inputs = logs.map((log): NamedLog => (typeof log === 'string' ? { name: log } : log));
  const collector: TrafficCollector = new TrafficCollector((server, published) => wanted(server, published));
  const analysis = new Analysis(
    { packet: (packet) => collector.packet(packet), flow: (flow) => collector.flow(flow) },
    { netns },
  );
  const wanted = wantedFor(analysis.texts);
  for (const { name, bytes } of inputs) {
    analysis.beginInput();
    feed(analysis.chunks, bytes ?? fs.readFileSync(name));
  }
  analysis.finish();
  const { texts, namespaces, ledger, packets, flows } = analysis;
  return {
    log: {
      traffic: collector.finish(),
      lost: ledger.lost,
      late: analysis.ledger.late,
      unnamed: ledger.incomplete.unnamed,
      texts,
      nameOf: (id, boot) => namespaces.nameOf(id, boot),
    },
    report: {
      facts: { complete: true, packets, flows },
      ledger,
      names: { texts, namespaces, inputs: inputs.map(({ name }) => name) },
    },
  };
}
