import type {
  ComparedTraffic,
  Difference,
  Missing,
  Side,
  Undecided,
  VerdictChange,
} from '../../model/difference.js';
import { wordsOf } from '../findings/finding-words.js';
import type { PathPlace } from '../../model/path-set.js';
import type {
  DifferenceObject,
  DiffSideObject,
  DiffSummaryObject,
  LinesObject,
  MissingObject,
  SideVerdictObject,
  UndecidedObject,
  VerdictChangeObject,
} from '../contract/diff-objects.js';
import { SCHEMA, summaryObject } from '../json.js';
import { jsonLine } from '../log-text.js';
import { changeFields } from './change-fields.js';
import { meaningOf, placeText } from './change-words.js';
import { diffVerdict, isComplete, type DiffReport, type SideReport } from './diff-report.js';
import { missingText, undecidedText } from './missing-words.js';

/** A comparison as NDJSON: the differences, what only one side has, what can't be told, the verdicts, the summary. */
export function diffJson(report: DiffReport): string {
  const { differences, missing, undecided, verdictChanges, summary } = diffObjects(report);
  const lines = [...differences, ...missing, ...undecided, ...verdictChanges, summary];
  return lines.map(jsonLine).join('');
}

/** All that a comparison has found, as objects of the JSON contract. */
export interface DiffObjects {
  readonly differences: readonly DifferenceObject[];
  readonly missing: readonly MissingObject[];
  readonly undecided: readonly UndecidedObject[];
  readonly verdictChanges: readonly VerdictChangeObject[];
  readonly summary: DiffSummaryObject;
}

export function diffObjects(report: DiffReport): DiffObjects {
  const { comparison, sides, rules } = report;
  const { differences, missing, undecided, same } = comparison;
  return {
    differences: differences.map((difference, i) => differenceObject(difference, i + 1)),
    missing: missing.map(missingObject),
    undecided: undecided.map(undecidedObject),
    verdictChanges: (rules?.changed ?? []).map((change) => verdictChangeObject(change, sides)),
    summary: {
      type: 'summary',
      schema: SCHEMA,
      complete: isComplete(report),
      verdict: diffVerdict(report),
      differences: differences.length,
      missing: missing.length,
      undecided: undecided.length,
      same,
      ...(rules !== null && { rules: { total: rules.total, changed: rules.changed.length } }),
      old: sideObject(sides.old),
      new: sideObject(sides.new),
    },
  };
}

function differenceObject(difference: Difference, id: number): DifferenceObject {
  const { change, packets, of, places } = difference;
  return {
    type: 'difference',
    id,
    ...trafficObject(difference),
    ...changeFields(change),
    packets,
    of,
    lines: { old: linesObject(places.old), new: linesObject(places.new) },
    meaning: meaningOf(difference),
  };
}

function trafficObject({
  scenario,
  direction,
}: ComparedTraffic): Pick<DifferenceObject, 'scenario' | 'direction'> {
  const { server, published, from } = scenario;
  return { scenario: { server, published, from }, direction };
}

function missingObject(missing: Missing): MissingObject {
  return {
    type: 'missing',
    kind: missing.kind,
    only: missing.only,
    ...trafficObject(missing),
    ...(missing.kind === 'namespaces'
      ? { end: missing.end, entries: missing.entries.map(placeText) }
      : { packets: missing.packets }),
    ...(missing.kind === 'clients' && { clients: missing.clients }),
    reason: missingText(missing),
  };
}

function undecidedObject(undecided: Undecided): UndecidedObject {
  const { kind, side } = undecided;
  const head = { type: 'undecided', kind, side } as const;
  const reason = undecidedText(undecided);
  if (undecided.kind === 'capture') return { ...head, doubt: undecided.doubt.kind, reason };
  const { doubt, packets, place } = undecided;
  return { ...head, ...trafficObject(undecided), doubt, packets, lines: linesObject(place), reason };
}

function verdictChangeObject(
  { rule, because, ...change }: VerdictChange,
  sides: DiffReport['sides'],
): VerdictChangeObject {
  const verdictObject = (name: Side): SideVerdictObject => {
    const side = sides[name];
    const { verdict, packets, findings } = change[name];
    return {
      verdict,
      packets,
      findings:
        side.kind === 'snapshot'
          ? []
          : findings.map((finding) => ({
              kind: finding.kind,
              reason: wordsOf(finding, rule, side.names).reason,
            })),
    };
  };
  return {
    type: 'verdict-change',
    rule: rule.name,
    old: verdictObject('old'),
    new: verdictObject('new'),
    because,
  };
}

function linesObject(place: PathPlace | null): LinesObject | null {
  return place === null ? null : { first: place.first, last: place.last };
}

function sideObject(side: SideReport): DiffSideObject {
  if (side.kind === 'snapshot') return { snapshot: side.input };
  const { type: _, schema: __, ...summary } = summaryObject(side.facts, side.ledger, side.names);
  return { log: side.input, ...summary };
}
