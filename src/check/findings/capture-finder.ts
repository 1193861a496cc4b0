import type { Evidence, Finding, TrafficClass } from '../../model/finding.js';
import type { Loss } from '../../model/ledger.js';
import type { Rule } from '../../model/policy.js';
import type { Traffic, Way } from '../../model/traffic.js';
import { groupBy } from '../group-by.js';
import type { Places } from '../places.js';
import { gotThrough } from './got-through.js';

/** What became of a way under a rule: counted as so, or the subject of a finding. */
export type Outcome = 'seen' | 'stopped' | 'open' | 'missed' | 'unclear';

export interface JudgedWay {
  readonly way: Way;
  readonly outcome: Outcome;
}

/** All that a log shows of a rule. */
export interface JudgedRule {
  readonly rule: Rule;
  readonly ways: readonly JudgedWay[];
  /** Ways of packets to the service's address that were sent on to another server. */
  readonly diverted: readonly Way[];
  readonly traffic: Traffic;
  readonly places: Places;
  readonly lost: readonly Loss[];
  /** Entries traced at another priority than the first, see `Ledger`. */
  readonly late: number;
}

/** Finds what one kind of finding has to say of the log as a whole. */
export type CaptureFinder = (judged: JudgedRule) => Finding[];

/**
 * The classes and directions of which a rule needs packets: those that it asks for, else those of the clients
 * whose packets got through; of any client where that is not known.
 */
export function classesOf({ from, directions }: Rule, ways: readonly JudgedWay[]): TrafficClass[] {
  const seen = ways.filter(({ way }) => gotThrough(way)).flatMap(({ way }) => way.from ?? []);
  const classes = from ?? [...new Set(seen)];
  return (classes.length > 0 ? classes : [null]).flatMap((one) =>
    directions.map((direction) => ({ from: one, direction })),
  );
}

/** Ways as evidence, put together by class and direction. */
export function evidenceOf(ways: readonly Way[]): Evidence[] {
  return groupBy(ways, ({ from, direction }) => `${from} ${direction}`).map((group) => ({
    direction: group[0]!.direction,
    from: group[0]!.from,
    ways: group,
    packets: group.reduce((sum, { packets }) => sum + packets, 0),
  }));
}
