import { describe, expect, test } from 'vitest';
import { shown } from '../../src/model/shown.js';
import { checkGithub } from '../../src/report/check/check-github.js';
import { workflowCommands } from '../support/workflow-commands.js';
import { BRIDGED, CASES, caseOf, INCONCLUSIVE, many, report as reportOf, VIOLATED } from './check-cases.js';

describe.each(CASES)('$name', ({ report }) => {
  const commands = workflowCommands(checkGithub(report));
  const named = (name: string): typeof commands => commands.filter((command) => command.name === name);

  test('keeps to what GitHub shows of one step', () => {
    for (const name of ['error', 'warning', 'notice']) expect(named(name).length).toBeLessThanOrEqual(10);
    expect(commands.every(({ name }) => ['error', 'warning', 'notice'].includes(name))).toBe(true);
    for (const { message, properties } of commands) {
      expect(Buffer.byteLength(message)).toBeLessThan(60_000);
      expect(properties['title']!.length).toBeLessThanOrEqual(255);
    }
  });

  test('names every rule that does not hold, under its level', () => {
    for (const { rule, verdict } of report.verdicts) {
      if (verdict === 'holds') continue;
      const texts = named(verdict === 'violated' ? 'error' : 'warning').map(
        ({ properties, message }) => `${properties['title']}\n${message}`,
      );
      expect(texts.some((text) => text.includes(shown(rule.name)))).toBe(true);
    }
  });
});

test('an annotation stands at the rule in the policy, and says what was found and what to do', () => {
  const [first] = workflowCommands(checkGithub(caseOf('violated')));
  expect(first).toMatchObject({
    name: 'error',
    properties: {
      file: 'guard.yaml',
      line: '6',
      col: '5',
      title: 'host guard violated: 2 of 2 packets went past it',
    },
  });
  expect(first!.message).toContain('set net.bridge.bridge-nf-call-iptables=1');
});

test('of more rules than are shown the last annotation has the rest', () => {
  const commands = workflowCommands(checkGithub(caseOf('many rules')));
  expect(commands.map(({ name }) => name)).toEqual([
    ...Array<string>(10).fill('error'),
    ...Array<string>(10).fill('warning'),
    'notice',
  ]);
  expect(commands[8]!.message).not.toContain('more rules');
  expect(commands[9]!.properties['title']).toMatch(/^host guard 10 violated: .* \(and 60 more\)$/);
  expect(commands[9]!.message).toMatch(
    /^and 60 more rules are violated: host guard 11, .*, host guard 70\n\nviolated: /,
  );
  expect(commands[19]!.message).toMatch(/^and 60 more rules are inconclusive: idle guard 11, /);
});

test.each([
  [10, 0],
  [11, 1],
  [5000, 4990],
])('of %d rules %d are folded', (count, folded) => {
  const commands = workflowCommands(
    checkGithub(reportOf([...many(VIOLATED, count), ...many(INCONCLUSIVE, count)], BRIDGED)),
  );
  expect(commands).toHaveLength(21);
  const more =
    folded === 1 ? 'and 1 more rule is violated' : `and ${folded.toLocaleString('en')} more rules are`;
  expect(commands[9]!.message.startsWith(more)).toBe(folded > 0);
  for (const { message } of commands) expect(Buffer.byteLength(message)).toBeLessThan(60_000);
});

test('a policy from standard input has no place, and an odd path is escaped', () => {
  for (const { properties } of workflowCommands(checkGithub(caseOf('stdin')))) {
    expect(Object.keys(properties)).toEqual(['title']);
  }
  const [hostile] = workflowCommands(checkGithub(caseOf('hostile names')));
  expect(hostile!.properties['file']).toBe(String.raw`po,l:i%cy\x07.yaml`);
});

test('one notice has the counts; of an interrupted check it is an error', () => {
  expect(workflowCommands(checkGithub(caseOf('holds')))).toEqual([
    {
      name: 'notice',
      properties: { title: 'nfpath check' },
      message: '1 rule: 1 holds, 0 violated, 0 inconclusive',
    },
  ]);
  expect(workflowCommands(checkGithub(caseOf('interrupted'))).at(-1)).toMatchObject({
    name: 'error',
    message: expect.stringMatching(/, interrupted before the end of the log$/),
  });
});
