import {
  isViolation,
  type ClassCounts,
  type Finding,
  type PacketCounts,
  type RuleVerdict,
} from '../model/finding.js';
import type { NamespaceName, Policy, Rule } from '../model/policy.js';
import type { Way } from '../model/traffic.js';
import type { Evidenced } from './evidenced.js';
import { CAPTURE_FINDERS } from './findings/order.js';
import { evidenceOf } from './findings/capture-finder.js';
import { groupBy } from './group-by.js';
import { judgeWays, type Judgement } from './judge-way.js';
import { Places } from './places.js';
import { packetsOf } from './service-packets.js';

/** The verdict on each rule of a policy, in the policy's order. */
export function checkPolicy({ rules, namespaces }: Policy, log: Evidenced): RuleVerdict[] {
  return rules.map((rule) => checkRule(rule, namespaces, log));
}

/** The verdict on one rule. */
export function checkRule(rule: Rule, namespaces: readonly NamespaceName[], log: Evidenced): RuleVerdict {
  const { traffic, lost, late } = log;
  const { judgements, places, diverted } = judgedWays(rule, namespaces, log);
  const judged = { rule, ways: judgements, diverted, traffic, places, lost, late };
  const findings = [...findingsOf(judgements), ...CAPTURE_FINDERS.flatMap((find) => find(judged))].sort(
    (a, b) => Number(isViolation(b.kind)) - Number(isViolation(a.kind)),
  );
  const first = findings[0];
  return {
    rule,
    verdict: first === undefined ? 'holds' : isViolation(first.kind) ? 'violated' : 'inconclusive',
    packets: countsOf(judgements),
    classes: classCounts(judgements),
    findings,
  };
}

/** The ways of a rule's packets, each judged by itself. */
export function judgedWays(
  rule: Rule,
  namespaces: readonly NamespaceName[],
  { traffic, unnamed, late, texts }: Evidenced,
): { judgements: Judgement[]; places: Places; diverted: readonly Way[] } {
  const places = new Places(traffic, rule.protects, namespaces, texts);
  const { own, diverted } = packetsOf(rule.protects, traffic, texts);
  const ways = own.filter((way) => concerns(rule, way));
  const judgements = judgeWays(ways, { rule, places, texts, unnamed, boots: traffic.boots });
  return { judgements: late > 0 ? judgements.map(unjudged) : judgements, places, diverted };
}

/** Of what was traced behind the first priority, nobody knows what a rule saw: it is neither seen nor missed. */
function unjudged({ way }: Judgement): Judgement {
  return { way, outcome: 'unclear', finding: null };
}

function concerns({ directions, from }: Rule, way: Way): boolean {
  return (
    directions.includes(way.direction) && (from === null || way.from === null || from.includes(way.from))
  );
}

/** Puts together what is to be said of several ways alike. */
function findingsOf(judgements: readonly Judgement[]): Finding[] {
  const said = judgements.flatMap(({ way, finding }) => (finding === null ? [] : [{ way, finding }]));
  const groups = groupBy(said, ({ finding, way }) => {
    const { entry: _, ...what } = { entry: 0, ...finding };
    return JSON.stringify([what, way.direction, way.from]);
  });
  return groups.flatMap((group) =>
    evidenceOf(group.map(({ way }) => way)).map((evidence) => ({ ...group[0]!.finding, evidence })),
  );
}

function countsOf(judgements: readonly Judgement[]): PacketCounts {
  const counts = { total: 0, seen: 0, missed: 0, stopped: 0, open: 0, unclear: 0 };
  for (const { way, outcome } of judgements) {
    counts.total += way.packets;
    counts[outcome] += way.packets;
  }
  return counts;
}

function classCounts(judgements: readonly Judgement[]): ClassCounts[] {
  return groupBy(judgements, ({ way }) => `${way.direction} ${way.from}`)
    .map((group) => {
      const { from, direction } = group[0]!.way;
      return { from, direction, ...countsOf(group) };
    })
    .sort((a, b) => a.direction.localeCompare(b.direction) || String(a.from).localeCompare(String(b.from)));
}
