import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ran } from '../support/in-process.js';
import { oldestAndNewest } from '../support/golden.js';

const POLICIES = fs
  .readdirSync('fixtures/policies')
  .filter((name) => name.endsWith('.yaml') && name !== 'typo.yaml')
  .map((name) => `fixtures/policies/${name}`);
const LOGS = oldestAndNewest()
  .map(({ log }) => log)
  .filter((log) => !/5\.10|gz$/.test(log));

interface VerdictObject {
  readonly type: string;
  readonly rule: string;
  readonly packets: { readonly seen: number; readonly missed: number; readonly unclear: number };
}

/** The packets of the paths under whose heading a sign of the rule stands. */
function packetsUnder(text: string, sign: RegExp): number {
  const paths = text.split(/^ {2}(?=(?:original|reply) ×)/m).slice(1);
  return paths
    .filter((path) => sign.test(path))
    .reduce((sum, path) => sum + Number(/×([\d,]+)/.exec(path)![1]!.replaceAll(',', '')), 0);
}

describe('draw --policy', () => {
  test.each(POLICIES)('%s: crosses, stars and doubts are those of the verdicts', async (policy) => {
    let marked = 0;
    for (const log of LOGS) {
      const drawn = (await ran(['draw', '-p', policy, log])).stdout;
      const verdicts = (await ran(['check', '-p', policy, '--format', 'json', log])).stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as VerdictObject)
        .filter(({ type }) => type === 'verdict');
      for (const { rule, packets } of verdicts) {
        const name = rule.replace(/\W/g, '\\$&');
        const crossed = new RegExp(`╳ (?:past ${name} \\(|${name} sits here: |${name}: )`);
        expect({ log, rule, missed: packetsUnder(drawn, crossed) }).toEqual({
          log,
          rule,
          missed: packets.missed,
        });
        const doubted = new RegExp(`\\? ${name} can't be decided`);
        expect({ log, rule, unclear: packetsUnder(drawn, doubted) }).toEqual({
          log,
          rule,
          unclear: packets.unclear,
        });
        if (packets.seen > 0)
          expect(packetsUnder(drawn, new RegExp(`★ ${name} sees it`))).toBeGreaterThanOrEqual(packets.seen);
        marked += packets.missed + packets.unclear + packets.seen;
      }
    }
    expect(marked).toBeGreaterThan(0);
  });
});
