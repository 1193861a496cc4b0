import type { TrafficClass } from '../../model/finding.js';
import { classesOf, evidenceOf, type CaptureFinder } from './capture-finder.js';

/** No packet of the service was seen at all, or none of a class and direction that the rule is about. */
export const noTraffic: CaptureFinder = ({ rule, ways, diverted }) => {
  if (ways.length === 0) {
    return [{ kind: 'no-traffic', missing: null, diverted: evidenceOf(diverted)[0] ?? null }];
  }
  const missing = classesOf(rule, ways).filter(
    ({ from, direction }: TrafficClass) =>
      !ways.some(({ way }) => way.direction === direction && (from === null || way.from === from)),
  );
  return missing.length > 0 ? [{ kind: 'no-traffic', missing, diverted: null }] : [];
};
