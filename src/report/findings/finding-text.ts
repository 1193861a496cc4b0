import { shown } from '../../model/shown.js';
import type { Finding, PacketCounts, RuleVerdict, Verdict } from '../../model/finding.js';
import { serviceEndpointText, type Rule } from '../../model/policy.js';
import { FIRST, priorityName } from '../../model/priority.js';
import { placementText } from './evidence-text.js';
import { KINDS } from './finding-kinds.js';
import { wordsOf } from './finding-words.js';
import { counted, grouped, plainText } from '../line.js';
import type { LogNames } from '../names.js';
import { trailLines } from './trail.js';

/** `packets went past the rule: 3 original packets, container client` */
export function headingOf(finding: Finding): string {
  const { title } = KINDS[finding.kind];
  if (!('evidence' in finding)) return title;
  const { packets, direction, from } = finding.evidence;
  const client = from === null ? '' : `, ${from} client`;
  return `${title}: ${counted(packets, `${direction} packet`)}${client}`;
}

/** A finding as plain lines: heading, example path, reason, remedy. For formats that others lay out. */
export function findingLines(finding: Finding, rule: Rule, names: LogNames): string[] {
  const [heading, ...words] = wordLines(finding, rule, names);
  return [heading!, ...pathLines(finding, names), ...words];
}

/** What is the matter, why, and what to do about it. */
export function wordLines(finding: Finding, rule: Rule, names: LogNames): string[] {
  const { reason, fix } = wordsOf(finding, rule, names);
  return [headingOf(finding), reason, fix].map(shown);
}

/** The path of the example packet: one line, or none where there is no packet. */
export function pathLines(finding: Finding, names: LogNames): string[] {
  return trailLines(finding, names, Infinity).map((line) => shown(plainText(line).trim()));
}

/** All that is to be said of a rule, as plain lines; findings are set apart by an empty one. */
export function verdictLines({ rule, verdict, packets, findings }: RuleVerdict, names: LogNames): string[] {
  return [
    `${verdict}: ${resultText(verdict, packets)}`,
    shown(ruleText(rule)),
    ...findings.flatMap((finding) => ['', ...findingLines(finding, rule, names)]),
  ];
}

/** `2 of 9 packets went past it` */
export function resultText(verdict: Verdict, { seen, missed, unclear }: PacketCounts): string {
  const through = seen + missed + unclear;
  if (verdict === 'violated') return `${grouped(missed)} of ${counted(through, 'packet')} went past it`;
  if (verdict === 'holds')
    return `${through === 1 ? 'the one packet' : `all ${counted(through, 'packet')}`} seen`;
  if (through === 0) return 'no packet got through';
  return `${grouped(seen)} of ${counted(through, 'packet')} seen`;
}

/** `init/LOCAL_IN or init/POST_ROUTING, for web 172.17.0.2:8080` */
export function ruleText({ protects, at, priority, match }: Rule): string {
  const places = at.map(placementText).join(' or ');
  const order = priority === FIRST ? '' : ` at ${priorityName(priority)}`;
  const written = match === 'published' ? ', written with the published address' : '';
  return `${places}${order}, for ${protects.name} ${serviceEndpointText(protects.address)}${written}`;
}
