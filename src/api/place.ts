import { placeService } from '../check/placement.js';
import { wantedBy } from '../check/service-packets.js';
import { FIRST } from '../model/priority.js';
import { UsersError } from '../model/users-error.js';
import { parseEndpoint } from '../policy/endpoint.js';
import { parsePriority } from '../policy/priority-word.js';
import type { SummaryObject } from '../report/contract/log-objects.js';
import type { PlacementObject, RecommendationObject } from '../report/contract/place-objects.js';
import { summaryObject } from '../report/json.js';
import { recommendationObject, sightObject } from '../report/place/place-json.js';
import { InputReading, type ReadOptions } from './input-reading.js';
import type { Logs } from './log-input.js';
import { readTraffic } from './read-traffic.js';
import type { Parsed } from '../yaml/parsed.js';

export interface PlaceOptions extends ReadOptions {
  /** The rule's priority, by number or by a name that a policy may have; default `NF_IP_PRI_FIRST`. */
  readonly priority?: number | string | undefined;
}

/** Where a rule for a service could sit. */
export interface PlaceResult {
  readonly placements: readonly PlacementObject[];
  readonly recommendation: RecommendationObject;
  readonly summary: SummaryObject;
}

/**
 * What a rule at each placement would see of a service's packets, and the smallest sets of placements that see
 * everything: `nfpath place` as a function. `service` is its own address and port, like `172.17.0.2:8080`.
 *
 * Throws UnreadableInput where a file can't be read, and UsersError for an address or a priority that is none.
 */
export async function place(service: string, logs: Logs, options: PlaceOptions = {}): Promise<PlaceResult> {
  const address = valueOf(parseEndpoint(service));
  const { priority = FIRST } = options;
  const level = typeof priority === 'number' ? priority : valueOf(parsePriority(priority));
  const asked = { name: service, address, published: [] };
  const reading = new InputReading(logs, options);
  const { names, analysis } = reading;
  const { ledger } = analysis;
  const { facts, log } = await readTraffic(reading, wantedBy([asked], names.texts));
  const report = { service: asked, placement: placeService(asked, level, log), facts, ledger, names };
  return {
    placements: report.placement.sights.map((sight) => sightObject(sight, names)),
    recommendation: recommendationObject(report),
    summary: summaryObject(facts, ledger, names),
  };
}

function valueOf<Value>(parsed: Parsed<Value>): Value {
  if ('problem' in parsed) throw new UsersError(parsed.problem);
  return parsed.value;
}
