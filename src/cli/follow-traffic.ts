import type { AnalysisSink } from '../analyze.js';
import type { NamedLog } from '../check/placement.js';
import { TrafficCollector, type Wanted } from '../check/traffic-collector.js';
import type { SummaryFacts } from '../report/json.js';
import type { LogReading } from './log-reading.js';
import { namedLog } from '../api/read-traffic.js';

/** What is done while a log is followed. */
export interface LiveTraffic {
  /** Seconds without an entry after which a packet is complete. */
  readonly idle: number;
  packet(): void;
  /** `soFar` folds what the log has shown until now. */
  onTick(soFar: () => NamedLog): void;
  readonly stop: AbortSignal;
  /** What is found is also handed to this. */
  readonly also: AnalysisSink;
}

/** `readTraffic` of a log that is still written. */
export async function followTraffic(
  reading: LogReading,
  wanted: Wanted,
  live: LiveTraffic,
): Promise<{ facts: SummaryFacts; log: NamedLog }> {
  const collector = new TrafficCollector(wanted);
  const { analysis } = reading;
  const facts = await reading.read(
    {
      ...live.also,
      packet: (packet) => {
        collector.packet(packet);
        live.also.packet?.(packet);
        live.packet();
      },
      flow: (flow) => {
        collector.flow(flow);
        live.also.flow?.(flow);
      },
    },
    {
      idle: live.idle,
      stop: live.stop,
      onTick: () => live.onTick(() => namedLog(reading, collector.soFar(analysis.openFlows))),
    },
  );
  return { facts, log: namedLog(reading, collector.finish()) };
}
