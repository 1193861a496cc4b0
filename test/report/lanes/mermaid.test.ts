import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawMermaid, type DrawnLog } from '../../../src/report/draw/drawn-log.js';
import type { LanePicture } from '../../../src/report/lanes/lane-picture.js';
import { mermaidText } from '../../../src/report/lanes/mermaid/escape.js';
import { MOST_CHARACTERS } from '../../../src/report/lanes/mermaid/lanes-mermaid.js';
import { drawnLog, longLog, picturesOf } from '../../support/drawn.js';
import { oldestAndNewest } from '../../support/golden.js';
import { HOSTILE_DEVICE, HOSTILE_NAMES, randomNames } from '../../support/hostile-names.js';
import { ran } from '../../support/in-process.js';
import { kernelLog, walk } from '../../support/kernel-log.js';
import { parseSequence } from '../../support/mermaid.js';

const LOGS: readonly (readonly [string, string | Buffer])[] = [
  ...oldestAndNewest().map(({ log, lines }): [string, string] => [log, lines.slice(1).join('\n')]),
  ['nine namespaces', longLog(9, 'eth0')],
  ['a hostile device', Buffer.from(longLog(3, HOSTILE_DEVICE), 'latin1')],
  ['nothing', ''],
];

/** What a picture says at hooks and crossings, as a diagram has it. */
function steps({ rows, lanes }: LanePicture): string[] {
  return rows.flatMap((row) => {
    if (row.kind === 'note') return [row.text];
    if (row.kind === 'station') return [`${row.hook} ${row.devices}`];
    return [`${lanes[row.from]!.name}: ${row.out} → ${row.in}: ${lanes[row.to]!.name}`];
  });
}

async function parsedSteps(log: DrawnLog): Promise<string[]> {
  const { participants, messages } = await parseSequence(drawMermaid(log));
  return messages.flatMap(({ kind, from, to, text }) => {
    if (kind !== 'note') return [`${participants.get(from)!}: ${text}: ${participants.get(to)!}`];
    const isHeading = from !== to || /^(?:\d+ )?flows? |^(?:original|reply) ×|^\d+ lines?[, ]/.test(text);
    return isHeading
      ? []
      : text.split('\n').map((line) => line.replace(/^[◆★╳▼?] /, '').replace(/ · [^·]*$/, ''));
  });
}

describe('the diagrams of Mermaid', () => {
  test.each(LOGS)('%s: Mermaid reads every hook, note and crossing of every path', async (_, log) => {
    const drawn = drawnLog(log);
    expect(await parsedSteps(drawn)).toEqual(picturesOf(drawn).flatMap(steps));
  });

  test('of a flow: --flow', async () => {
    const { stdout } = await ran([
      'draw',
      '--format',
      'mermaid',
      '--flow',
      '3',
      'fixtures/load-50/linux-6.1.log.gz',
    ]);
    const { messages } = await parseSequence(stdout);
    expect(messages[0]!.text).toMatch(/^flow 3 /);
    expect(messages.filter(({ text }) => text.startsWith('original ×'))).toHaveLength(1);
  });

  test('a crossing at which a rule was gone past ends in a cross', async () => {
    const { stdout } = await ran([
      'draw',
      '--format',
      'mermaid',
      '-p',
      'fixtures/policies/guard.yaml',
      'fixtures/container-to-container/el7-3.10.log',
    ]);
    const { messages } = await parseSequence(stdout);
    expect(messages.filter(({ kind }) => kind === 'cross')).toHaveLength(2);
    expect(messages.filter(({ kind }) => kind === 'arrow')).toHaveLength(0);
    expect(messages.filter(({ text }) => text.startsWith('╳ past host guard'))).toHaveLength(2);
  });

  test('of more paths than a diagram may hold the busiest are drawn, and the others counted', async () => {
    const walks = Array.from({ length: 400 }, (_, i) => {
      const client = `10.0.${i >> 6}.${i % 64}`;
      const steps = [`init/PRE_ROUTING e${i}`, `init/FORWARD e${i}>eth1`, `init/POST_ROUTING e${i}>eth1`];
      const times = i === 399 ? 3 : 1;
      return Array.from({ length: times }, (__, k) => walk(`s${i}-${k}`, `${client}:1 > 10.9.9.9:80`, steps));
    });
    const text = drawMermaid(drawnLog(kernelLog(walks.flat()).text));
    expect(text.length).toBeLessThanOrEqual(MOST_CHARACTERS);
    expect(text.length).toBeGreaterThan(MOST_CHARACTERS * 0.85);
    const { messages } = await parseSequence(text);
    const drawn = messages.filter(({ text }) => text.startsWith('original ×'));
    const left = 400 - drawn.length;
    expect(messages.at(-1)!.text.replaceAll('\n', ' ')).toContain(
      `not drawn: ${left} paths of ${left} packets, as a diagram may have 50,000 characters at most`,
    );
    expect(drawn.at(-1)!.text).toContain('×3  10.0.6.15:1');
  });

  test('a path that no diagram can hold is counted, and the diagram is one', async () => {
    const log = Buffer.from(longLog(84, '\xff'.repeat(14)), 'latin1');
    const { messages, participants } = await parseSequence(drawMermaid(drawnLog(log)));
    expect(participants.size).toBe(1);
    expect(messages.map(({ text }) => text).join(' ')).toContain('not drawn: 1 path of 1 packet');
  });

  test('several logs: a participant says whose it is', async () => {
    const [a, b] = [
      'fixtures/external-to-container/el7-3.10.log',
      'fixtures/dropped-in-forward/linux-6.1.log',
    ];
    const { stdout } = await ran(['draw', '--format', 'mermaid', a!, b!]);
    const { participants } = await parseSequence(stdout);
    expect([...participants.values()]).toEqual(expect.arrayContaining([`init in ${a}`, `init in ${b}`]));
  });
});

describe('text for Mermaid', () => {
  /** What the reports do to a text before; blanks at its ends Mermaid drops. */
  const seen = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Zs}]/gu, '');

  const OWN = [
    'end',
    'style a:b#c;',
    'classDef x:#;',
    '%%{init: {"theme":"dark"}}%%',
    '---',
    '$$x^2$$',
    'wrap: a',
    '#35;',
    'a->>b: c',
    '<br/>',
    'ﬂ°°35¶ß',
  ];
  const any = fc.sample(fc.string({ unit: 'grapheme', maxLength: 12 }), { numRuns: 80, seed: 1 });

  test('is read back as it is, whatever it is and wherever it stands', async () => {
    const texts = [...HOSTILE_NAMES, ...randomNames(60), ...OWN, ...any].map(seen);
    const written = texts.map((text) => `x${mermaidText(text)}`);
    const diagram = [
      'sequenceDiagram',
      ...written.map((text, i) => `  participant n${i} as ${text}`),
      ...written.flatMap((text, i) => [`  Note over n${i}: ${text}`, `  n${i}->>n${i}: ${text}`]),
    ];
    const { participants, messages } = await parseSequence(diagram.join('\n'));
    const expected = texts.map((text) => `x${text}`);
    expect([...participants.values()]).toEqual(expected);
    expect(messages.map(({ text }) => text)).toEqual(expected.flatMap((text) => [text, text]));
  });
});
