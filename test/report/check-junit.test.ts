import fs from 'node:fs';
import { expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { checkJunit } from '../../src/report/check/check-junit.js';
import { shown } from '../../src/model/shown.js';
import { CASES, caseOf } from './check-cases.js';

const schema = fs.readFileSync('test/report/junit.xsd', 'utf8');

test.each(CASES)('$name: keeps to its schema', async ({ report }) => {
  const { errors } = await validateXML({
    xml: [{ fileName: 'check.xml', contents: checkJunit(report) }],
    schema: [{ fileName: 'junit.xsd', contents: schema }],
  });
  expect(errors).toEqual([]);
});

test.each(CASES)('$name: a case for each rule, by its verdict, and counts that add up', ({ report }) => {
  const xml = checkJunit(report);
  const cases = xml.match(/<testcase [^]*?<\/testcase>/g) ?? [];
  const extra = report.facts.complete ? 0 : 1;
  expect(cases).toHaveLength(report.verdicts.length + extra);
  for (const [i, { rule, verdict }] of report.verdicts.entries()) {
    expect(unescaped(/ name="([^"]*)"/.exec(cases[i]!)![1]!)).toBe(shown(rule.name));
    expect(cases[i]!.includes('<failure ')).toBe(verdict === 'violated');
    expect(cases[i]!.includes('<error ')).toBe(verdict === 'inconclusive');
  }
  const count = (element: string): number => xml.split(`<${element} `).length - 1;
  expect(xml).toContain(
    ` tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="0"`,
  );
});

test('what is not proven is never green: nothing is skipped, and an interrupted check has an error', () => {
  for (const { report } of CASES) expect(checkJunit(report)).not.toContain('<skipped');
  expect(checkJunit(caseOf('interrupted'))).toContain('<error type="interrupted"');
});

test('the output has the evidence: counts, and the path with its lines', () => {
  const xml = checkJunit(caseOf('several inputs'));
  expect(xml).toContain('classname="guard.yaml.web"');
  expect(xml).toContain('original  from container  0 of 1 seen');
  expect(xml).toMatch(/LOCAL_OUT POST_ROUTING ──╳──▶ .*\(fixtures\/.*el7-3\.10\.log: lines 4 to 16\)/);
});

function unescaped(text: string): string {
  const characters: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
  return text.replace(/&(\w+);/g, (_, name: string) => characters[name]!);
}
