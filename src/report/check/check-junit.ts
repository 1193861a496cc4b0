import type { RuleVerdict } from '../../model/finding.js';
import { classLine } from './check-counts.js';
import { countRules, type CheckReport } from './check-report.js';
import { placeText } from './file-place.js';
import { pathLines, resultText, ruleText, wordLines } from '../findings/finding-text.js';
import { plainText } from '../line.js';
import type { LogNames } from '../names.js';
import { xmlAttributes, xmlText } from '../xml.js';

/**
 * A check as JUnit XML, in the form that Jenkins (junit-10.xsd of its xUnit plugin) and Maven Surefire share: a
 * test case for each rule.
 *
 * An inconclusive rule is an `<error>`: the test itself could not be done. `<skipped>` would be green in most
 * readers, and what lacks evidence must not look as if it held. The same goes for a log that was not read to its
 * end.
 */
export function checkJunit(report: CheckReport): string {
  const { total, violated, inconclusive } = countRules(report);
  const interrupted = report.facts.complete ? 0 : 1;
  const counts = { tests: total + interrupted, failures: violated, errors: inconclusive + interrupted };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${xmlAttributes({ name: 'nfpath check', ...counts })}>`,
    `  <testsuite${xmlAttributes({ name: report.policy, ...counts, skipped: 0 })}>`,
    ...propertyLines(report),
    ...report.verdicts.flatMap((verdict) => caseLines(verdict, report)),
    ...(interrupted ? interruptedLines(report) : []),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

/** Only a suite may have properties: xUnit's schema takes none in test cases. */
function propertyLines(report: CheckReport): string[] {
  const { facts, ledger, version } = report;
  const { total, ...verdicts } = countRules(report);
  const properties = {
    version,
    rules: total,
    ...verdicts,
    packets: facts.packets,
    flows: facts.flows,
    lines: ledger.lines.total,
    lost: ledger.lost.length,
  };
  return [
    '    <properties>',
    ...Object.entries(properties).map(
      ([name, value]) => `      <property${xmlAttributes({ name: `nfpath.${name}`, value })}/>`,
    ),
    '    </properties>',
  ];
}

function caseLines(judged: RuleVerdict, { policy, names }: CheckReport): string[] {
  const { rule, verdict, packets, findings } = judged;
  const [first] = findings;
  const type = first?.kind ?? verdict;
  const message = `${verdict}: ${resultText(verdict, packets)}`;
  const words = findings.flatMap((finding, i) => [
    ...(i === 0 ? [] : ['']),
    ...wordLines(finding, rule, names),
  ]);
  const element = verdict === 'violated' ? 'failure' : 'error';
  return [
    `    <testcase${xmlAttributes({ name: rule.name, classname: className(policy, rule.protects.name) })}>`,
    ...(verdict === 'holds'
      ? []
      : [`      <${element}${xmlAttributes({ type, message })}>${xmlText(words)}</${element}>`]),
    `      <system-out>${xmlText([message, ...evidenceLines(judged, policy, names)])}</system-out>`,
    '    </testcase>',
  ];
}

/** Jenkins takes what is before the last dot for a package: it groups services by policy. */
function className(policy: string, service: string): string {
  return `${policy}.${service.replaceAll('.', '_')}`;
}

/** Where the rule sits and stands, what was counted, and by which path packets came. */
function evidenceLines({ rule, classes, findings }: RuleVerdict, policy: string, names: LogNames): string[] {
  return [
    ruleText(rule),
    placeText(policy, rule.position),
    ...classes.map((counts) => plainText(classLine(counts)).trim()),
    ...findings.flatMap((finding) => [
      ...wordLines(finding, rule, names).slice(0, 1),
      ...pathLines(finding, names),
    ]),
  ];
}

function interruptedLines({ policy }: CheckReport): string[] {
  const attributes = { name: 'the log was read to its end', classname: className(policy, 'log') };
  const error = { type: 'interrupted', message: 'interrupted: the verdicts are of what was read until then' };
  return [
    `    <testcase${xmlAttributes(attributes)}>`,
    `      <error${xmlAttributes(error)}/>`,
    '    </testcase>',
  ];
}
