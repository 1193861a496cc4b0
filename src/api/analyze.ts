import type { FlowObject, PacketObject, SummaryObject } from '../report/contract/log-objects.js';
import { flowJson, packetJson, summaryObject } from '../report/json.js';
import { InputReading, type ReadOptions } from './input-reading.js';
import type { Logs } from './log-input.js';

/** A line of `nfpath analyze --format json`. */
export type AnalyzedObject = PacketObject | FlowObject | SummaryObject;

/** Flows that are held back so that all packets come first. */
const MOST_HELD_FLOWS = 100_000;

/**
 * What path each packet of a log took: packets as they close, then flows, then one summary, as docs/json.md has them.
 * Memory stays bounded on an endless stream: flows beyond 100,000 leave between packets.
 *
 * ```js
 * for await (const line of analyze('trace.log')) {
 *   if (line.type === 'packet' && line.fate === 'stopped') console.log(line);
 * }
 * ```
 *
 * Throws UnreadableInput where a file can't be read, and BadTag for a tag that cannot be one.
 */
export async function* analyze(logs: Logs, options: ReadOptions = {}): AsyncGenerator<AnalyzedObject> {
  const reading = new InputReading(logs, options);
  const { names, analysis } = reading;
  let found: AnalyzedObject[] = [];
  const held: FlowObject[] = [];
  const steps = reading.steps({
    packet: (packet) => found.push(JSON.parse(packetJson(packet, names)) as PacketObject),
    flow: (flow) => {
      held.push(JSON.parse(flowJson(flow, names)) as FlowObject);
      if (held.length >= MOST_HELD_FLOWS) found.push(...held.splice(0));
    },
  });
  for (;;) {
    const step = await steps.next();
    yield* found;
    found = [];
    if (step.done === true) {
      yield* held;
      yield summaryObject(step.value, analysis.ledger, names);
      return;
    }
  }
}
