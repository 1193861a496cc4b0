import fs from 'node:fs';
import { Analysis } from '../../src/analyze.js';
import { checkPolicy } from '../../src/check/check.js';
import { wantedBy } from '../../src/check/service-packets.js';
import { TrafficCollector } from '../../src/check/traffic-collector.js';
import type { Policy } from '../../src/model/policy.js';
import type { CheckReport } from '../../src/report/check-report.js';
import { feed } from './analysed.js';

/** A log under the name that the user gave; its bytes are the file's where they are not given. */
export interface NamedLog {
  readonly name: string;
  readonly bytes?: Buffer;
}

/** Checks a policy against logs, each an input of its own, as `nfpath check` does. */
export function checked(policy: Policy, logs: readonly (string | NamedLog)[]): CheckReport {
  const inputs = logs.map((log): NamedLog => (typeof log === 'string' ? { name: log } : log));
  const collector: TrafficCollector = new TrafficCollector((server, published) => wanted(server, published));
  const analysis = new Analysis(
    { packet: (packet) => collector.packet(packet), flow: (flow) => collector.flow(flow) },
    { netns: policy.namespaces },
  );
  const wanted = wantedBy(policy.services, analysis.texts);
  for (const { name, bytes } of inputs) {
    analysis.beginInput();
    feed(analysis.chunks, bytes ?? fs.readFileSync(name));
  }
  analysis.finish();
  const { texts, namespaces, ledger, packets, flows } = analysis;
  return {
    policy: 'guard.yaml',
    verdicts: checkPolicy(policy, {
      traffic: collector.finish(),
      lost: ledger.lost,
      unnamed: ledger.incomplete.unnamed,
      texts,
    }),
    facts: { complete: true, packets, flows },
    ledger,
    names: { texts, namespaces, inputs: inputs.map(({ name }) => name) },
    version: '0.0.0',
  };
}
