import { Analysis } from '../../src/analyze.js';
import { checkPolicy } from '../../src/check/check.js';
import { wantedBy } from '../../src/check/service-packets.js';
import { TrafficCollector } from '../../src/check/traffic-collector.js';
import type { Policy } from '../../src/model/policy.js';
import type { CheckReport } from '../../src/report/check-report.js';
import { feed } from './analysed.js';

/** Checks a policy against logs in memory, each of them an input of its own, as `nfpath check` does. */
export function judged(policy: Policy, logs: readonly { name: string; bytes: Buffer }[]): CheckReport {
  const collector: TrafficCollector = new TrafficCollector((server, published) => wanted(server, published));
  const analysis = new Analysis(
    { packet: (packet) => collector.packet(packet), flow: (flow) => collector.flow(flow) },
    { netns: policy.namespaces },
  );
  const wanted = wantedBy(policy.services, analysis.texts);
  for (const { bytes } of logs) {
    analysis.beginInput();
    feed(analysis.chunks, bytes);
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
    version: '0.0.0',
    names: { texts, namespaces, inputs: logs.map(({ name }) => name) },
  };
}
