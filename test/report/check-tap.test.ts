import { Parser } from 'tap-parser';
import { describe, expect, test } from 'vitest';
import { shown } from '../../src/model/shown.js';
import type { CheckReport } from '../../src/report/check/check-report.js';
import { checkTap } from '../../src/report/check/check-tap.js';
import { CASES, caseOf } from './check-cases.js';

interface Point {
  readonly ok: boolean;
  readonly name: string;
  readonly skip: boolean | string;
  readonly todo: boolean | string;
  readonly diag: Record<string, unknown> | null;
}

/** What a strict parser makes of it: `extra` is what it did not understand. */
function parsed(report: CheckReport): { points: Point[]; extra: unknown[]; ok: boolean; bailout: unknown } {
  const points: Point[] = [];
  const extra: unknown[] = [];
  let complete = { ok: false, bailout: false as unknown };
  for (const [type, value] of Parser.parse(checkTap(report), { strict: true })) {
    if (type === 'assert') points.push(value as unknown as Point);
    else if (type === 'complete') complete = value as unknown as typeof complete;
    else if (type === 'extra' || type === 'child') extra.push(value);
  }
  return { points, extra, ok: complete.ok, bailout: complete.bailout };
}

describe.each(CASES)('$name', ({ report }) => {
  const { points, extra, ok } = parsed(report);

  test('a strict parser understands every line', () => {
    expect(extra).toEqual([]);
  });

  test('a point for each rule, ok where it holds, without directives', () => {
    expect(points.map((point) => ({ ok: point.ok, skip: point.skip, todo: point.todo }))).toEqual(
      report.verdicts.map(({ verdict }) => ({ ok: verdict === 'holds', skip: false, todo: false })),
    );
    expect(points.map(({ name }) => name.trim())).toEqual(
      report.verdicts.map(({ rule }) =>
        shown(rule.name)
          .trim()
          .replace(/\{$/, String.raw`\x7b`),
      ),
    );
    const allHold = report.verdicts.every(({ verdict }) => verdict === 'holds');
    // A plan of no test is a skipped run.
    expect(ok).toBe(allHold && report.facts.complete);
  });

  test('its YAML says what was found and where the rule stands', () => {
    for (const [i, { verdict, rule, packets, findings }] of report.verdicts.entries()) {
      const { diag } = points[i]!;
      expect(diag).toMatchObject({ verdict, packets: { ...packets }, at: { line: rule.position.line } });
      const kinds = (diag!['findings'] as { kind: string }[] | undefined)?.map(({ kind }) => kind);
      expect(kinds ?? []).toEqual(findings.map(({ kind }) => kind));
    }
  });
});

test('a check that was interrupted bails out', () => {
  expect(parsed(caseOf('interrupted')).bailout).toBe('Interrupted before the end of the log');
});
