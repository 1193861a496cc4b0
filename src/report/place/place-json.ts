import type { Direction } from '../../model/packet.js';
import type { PlacementSight } from '../../model/placement.js';
import type { Placement } from '../../model/policy.js';
import { placementText } from '../findings/evidence-text.js';
import type { PlacementObject, RecommendationObject, SightObject } from '../contract/place-objects.js';
import { summaryObject } from '../json.js';
import { endpointText, type LogNames } from '../names.js';
import type { PlaceReport } from './place-report.js';
import { conclusionOf } from './place-words.js';

/** Placements as NDJSON, then the recommendation, then the summary. */
export function placeJson(report: PlaceReport): string {
  const { placement, facts, ledger, names } = report;
  return [
    ...placement.sights.map((sight) => sightObject(sight, names)),
    recommendationObject(report),
    summaryObject(facts, ledger, names),
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');
}

/** Where a rule could best sit, as an object of the JSON contract. */
export function recommendationObject(report: PlaceReport): RecommendationObject {
  const { inInit, beyondInit, packets } = report.placement;
  const sets = (of: readonly (readonly Placement[])[]): string[][] => of.map((set) => set.map(placementText));
  return {
    type: 'recommendation',
    at: sets(inInit),
    ...(inInit.length === 0 && { beyondInit: sets(beyondInit) }),
    reason: conclusionOf(report).join(' '),
    packets,
  };
}

/** What a rule at one placement would see, as an object of the JSON contract. */
export function sightObject(sight: PlacementSight, { texts }: LogNames): PlacementObject {
  return {
    type: 'placement',
    at: placementText(sight.at),
    original: directionObject(sight, 'original'),
    reply: directionObject(sight, 'reply'),
    addresses: sight.addresses.map((end) => endpointText(texts, end)),
    devices: sight.devices,
  };
}

function directionObject({ counts }: PlacementSight, direction: Direction): SightObject {
  const own = counts.filter((count) => count.direction === direction);
  const sum = (of: 'seen' | 'crossed' | 'total'): number =>
    own.reduce((total, count) => total + count[of], 0);
  return {
    seen: sum('seen'),
    crossed: sum('crossed'),
    total: sum('total'),
    classes: own.map(({ from, seen, crossed, total }) => ({ from, seen, crossed, total })),
  };
}
