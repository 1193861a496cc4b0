import type { NamedLog } from '../check/placement.js';
import { TrafficCollector, type Wanted } from '../check/traffic-collector.js';
import type { SummaryFacts } from '../report/json.js';
import type { Reading } from './reading.js';

/** Reads logs to the end and folds their packets to the traffic of the servers that are wanted. */
export async function readTraffic(
  reading: Reading,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<{ facts: SummaryFacts; log: NamedLog }> {
  const collector = new TrafficCollector(wanted);
  const facts = await reading.read(
    { packet: (packet) => collector.packet(packet), flow: (flow) => collector.flow(flow) },
    signal,
  );
  return { facts, log: namedLog(reading, collector) };
}

/** What a log that was read to its end shows of the servers that were collected. */
export function namedLog({ names, analysis }: Reading, collector: TrafficCollector): NamedLog {
  const { texts, namespaces } = names;
  const { lost, incomplete } = analysis.ledger;
  return {
    traffic: collector.finish(),
    lost,
    unnamed: incomplete.unnamed,
    texts,
    nameOf: (netns, boot) => namespaces.nameOf(netns, boot),
  };
}
