import type { Endpoint } from '../model/flow.js';
import {
  isViolation,
  type ClassCounts,
  type Finding,
  type PacketCounts,
  type RuleVerdict,
} from '../model/finding.js';
import type { Loss } from '../model/ledger.js';
import type { NamespaceName, Policy, Rule, Service } from '../model/policy.js';
import type { SymbolTexts } from '../model/symbol.js';
import type { Traffic, Way } from '../model/traffic.js';
import { CAPTURE_FINDERS } from './findings/order.js';
import { evidenceOf } from './findings/capture-finder.js';
import { groupBy } from './group-by.js';
import { judgeWays, type Judgement } from './judge-way.js';
import { isEndpoint, Places } from './places.js';
import type { Wanted } from './traffic-collector.js';

/** What a log shows, as a check needs it. */
export interface Evidenced {
  readonly traffic: Traffic;
  readonly lost: readonly Loss[];
  readonly texts: SymbolTexts;
}

/** The servers whose traffic a policy needs. */
export function wantedBy(services: readonly Service[], texts: SymbolTexts): Wanted {
  const names = (end: Endpoint | null): boolean =>
    end !== null &&
    services.some(({ address, published }) =>
      [address, ...published].some((wanted) => isEndpoint(texts, end, wanted)),
    );
  return (server, published) => names(server) || names(published);
}

/** The verdict on each rule of a policy, in the policy's order. */
export function checkPolicy({ rules, namespaces }: Policy, log: Evidenced): RuleVerdict[] {
  return rules.map((rule) => checkRule(rule, namespaces, log));
}

function checkRule(
  rule: Rule,
  namespaces: readonly NamespaceName[],
  { traffic, lost, texts }: Evidenced,
): RuleVerdict {
  const places = new Places(traffic, rule.protects, namespaces, texts);
  const { own, diverted } = packetsOf(rule.protects, traffic, texts);
  const ways = own.filter((way) => concerns(rule, way));
  const judgements = judgeWays(ways, { rule, places, texts });
  const judged = { rule, ways: judgements, diverted, traffic, places, lost };
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

/**
 * The ways of a service's packets. What was written to a published address counts where it did not come further;
 * what another server took in there, or answered, is not the service's.
 */
function packetsOf(
  { address, published }: Service,
  { servers }: Traffic,
  texts: SymbolTexts,
): { own: Way[]; diverted: Way[] } {
  const own: Way[] = [];
  const diverted: Way[] = [];
  for (const traffic of servers) {
    if (isEndpoint(texts, traffic.server, address)) own.push(...traffic.ways);
    else if (published.some((end) => isEndpoint(texts, traffic.server, end))) {
      for (const way of traffic.ways) (isOnItsWay(way) ? own : diverted).push(way);
    } else if (traffic.published !== null && isEndpoint(texts, traffic.published, address)) {
      diverted.push(...traffic.ways);
    }
  }
  return { own, diverted };
}

function isOnItsWay({ direction, example }: Way): boolean {
  return direction === 'original' && example.fate !== 'delivered';
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
