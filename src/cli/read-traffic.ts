import type { NamedLog } from '../check/placement.js';
import { TrafficCollector, type Wanted } from '../check/traffic-collector.js';
import type { SummaryFacts } from '../report/json.js';
import type { LogReading } from './log-reading.js';

/** Reads logs to the end and folds their packets to the traffic of the servers that are wanted. */
export async function readTraffic(
  reading: LogReading,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<{ facts: SummaryFacts; log: NamedLog }> {
  const collector = new TrafficCollector(wanted);
  const facts = await reading.read(
    { packet: (packet) => collector.packet(packet), flow: (flow) => collector.flow(flow) },
    signal,
  );
  const { texts, namespaces } = reading.names;
  const { lost, incomplete } = reading.analysis.ledger;
  return {
    facts,
    log: {
      traffic: collector.finish(),
      lost,
      unnamed: incomplete.unnamed,
      texts,
      nameOf: (netns, boot) => namespaces.nameOf(netns, boot),
    },
  };
}
