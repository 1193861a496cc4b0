import type { NamedLog } from '../check/placement.js';
import { TrafficCollector, type Wanted } from '../check/traffic-collector.js';
import type { Traffic } from '../model/traffic.js';
import type { SummaryFacts } from '../report/json.js';
import type { LogReading, ReadingContext } from './log-reading.js';

/** What is done meanwhile where a log is followed. */
export interface LiveTraffic {
  /** Seconds without an entry after which a packet is complete. */
  readonly idle: number;
  packet(): void;
  /** `soFar` folds what the log has shown until now. */
  onTick(soFar: () => NamedLog): void;
  readonly stop: AbortSignal;
}

/** Reads logs to the end and folds their packets to the traffic of the servers that are wanted. */
export async function readTraffic(
  reading: LogReading,
  wanted: Wanted,
  context: ReadingContext,
  live?: LiveTraffic,
): Promise<{ facts: SummaryFacts; log: NamedLog }> {
  const collector = new TrafficCollector(wanted);
  const { analysis } = reading;
  const facts = await reading.read(
    {
      packet: (packet) => {
        collector.packet(packet);
        live?.packet();
      },
      flow: (flow) => collector.flow(flow),
    },
    context,
    live && {
      idle: live.idle,
      stop: live.stop,
      onTick: () => live.onTick(() => namedLog(reading, collector.soFar(analysis.openFlows))),
    },
  );
  return { facts, log: namedLog(reading, collector.finish()) };
}

function namedLog({ names, analysis }: LogReading, traffic: Traffic): NamedLog {
  const { texts, namespaces } = names;
  const { lost, incomplete } = analysis.ledger;
  return {
    traffic,
    lost,
    unnamed: incomplete.unnamed,
    texts,
    nameOf: (netns, boot) => namespaces.nameOf(netns, boot),
  };
}
