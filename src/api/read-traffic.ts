import type { AnalysisSink } from '../analyze.js';
import type { NamedLog } from '../check/placement.js';
import { TrafficCollector, type Wanted } from '../check/traffic-collector.js';
import type { Traffic } from '../model/traffic.js';
import type { SummaryFacts } from '../report/json.js';
import { alsoTo } from './also-to.js';
import type { Reading } from './reading.js';

/**
 * Reads logs to the end and folds their packets to the traffic of the servers that are wanted. What is found is also
 * handed to `also`.
 */
export async function readTraffic(
  reading: Reading,
  wanted: Wanted,
  also: AnalysisSink = {},
): Promise<{ facts: SummaryFacts; log: NamedLog }> {
  const collector = new TrafficCollector(wanted);
  const facts = await reading.read(alsoTo(collector, also));
  return { facts, log: namedLog(reading, collector.finish()) };
}

/** What a log shows, and the names of its namespaces. */
export function namedLog({ names, analysis }: Reading, traffic: Traffic): NamedLog {
  const { texts, namespaces } = names;
  const { lost, incomplete, late } = analysis.ledger;
  return {
    traffic,
    lost,
    late,
    unnamed: incomplete.unnamed,
    texts,
    nameOf: (netns, boot) => namespaces.nameOf(netns, boot),
  };
}
