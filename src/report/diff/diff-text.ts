import type { ComparedTraffic, Difference, Side } from '../../model/difference.js';
import { shown } from '../../model/shown.js';
import { bareTable } from '../bare-table.js';
import { ledgerText } from '../ledger-text.js';
import { counted, grouped, renderLine, wrapped, type Line } from '../line.js';
import type { Look, Style } from '../style.js';
import { changeRow, meaningOf } from './change-words.js';
import type { DiffReport, SideReport } from './diff-report.js';
import { missingText, scenarioText, undecidedText } from './missing-words.js';
import { comparisonText } from './result-text.js';
import { rulesLines } from './rules-text.js';

/** Prose is not wider than this: longer lines are hard to read. */
const PROSE = 100;
/** Nobody reads a longer table, and laying it out takes time that grows with its square. */
const MOST_ROWS = 60;

/** A comparison for a person: side by side what differs, what that means for rules, and what can't be told. */
export function diffText(report: DiffReport, look: Look): string {
  const { comparison, sides, rules } = report;
  const { differences, missing, undecided } = comparison;
  const width = Math.min(look.width, PROSE);
  const sections = [
    sideLines(report),
    ...differenceTables(differences),
    meaningLines(differences, width),
    noteLines('Only one side has, so it is not compared:', missing.map(inScenario), width),
    noteLines(
      'Cannot be told:',
      undecided.map((one) => (one.kind === 'path' ? inScenario(one) : undecidedText(one))),
      width,
    ),
    ...(rules === null || sides.old.kind !== 'log' || sides.new.kind !== 'log'
      ? []
      : [rulesLines(rules, { old: sides.old.names, new: sides.new.names }, width)]),
    [[comparisonText(report)]],
  ];
  const text = sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => `${renderLine(line, look.style, look.width)}\n`).join(''))
    .join('\n');
  return text + (['old', 'new'] as const).map((side) => inputText(side, sides[side], look)).join('');
}

function sideLines({ sides }: DiffReport): Line[] {
  return (['old', 'new'] as const).map((side): Line => [
    { text: side.padEnd(5), as: 'bold' },
    shown(sides[side].input) + kernelText(sides[side]),
  ]);
}

/** The kernel that a capture says it was taken on. */
function kernelText(side: SideReport): string {
  return side.kind === 'log' && side.kernels.length > 0 ? `, Linux ${side.kernels.join(', ')}` : '';
}

/** A table for each scenario and direction. */
function differenceTables(differences: readonly Difference[]): Line[][] {
  const groups = new Map<string, { difference: Difference; number: number }[]>();
  for (const [i, difference] of differences.slice(0, MOST_ROWS).entries()) {
    const key = JSON.stringify([difference.scenario, difference.direction]);
    const group = groups.get(key) ?? [];
    groups.set(key, [...group, { difference, number: i + 1 }]);
  }
  const tables = [...groups.values()].map((group): Line[] => {
    const [first] = group;
    const { scenario, direction, of } = first!.difference;
    const rows = group.map(({ difference, number }) => {
      const { where, old, new: fresh } = changeRow(difference.change);
      return [`  ${where}`, old, fresh, `[${number}]${partText(difference)}`];
    });
    const heads = (['old', 'new'] as const).map((side) => sideHead(side, of[side]));
    const table = bareTable([['', ...heads, ''], ...rows], ['left', 'left', 'left', 'left']);
    return [
      [{ text: scenarioText(scenario), as: 'bold' }, `, ${direction}`],
      ...table.map((row): Line => [row]),
    ];
  });
  const rest = differences.length - MOST_ROWS;
  return rest > 0
    ? [...tables, [[`… and ${counted(rest, 'difference')} more: --format json has all`]]]
    : tables;
}

function sideHead(side: Side, packets: number | null): string {
  return packets === null ? side : `${side}, ${counted(packets, 'packet')}`;
}

/** How many of the packets differ, where not all do. */
function partText({ packets, of }: Difference): string {
  const parts = (['old', 'new'] as const).flatMap((side) =>
    packets[side] === null || packets[side] === of[side]
      ? []
      : [`${grouped(packets[side])} of ${grouped(of[side] ?? 0)} in ${side}`],
  );
  return parts.length === 0 ? '' : ` ${parts.join(', ')}`;
}

/** What the differences mean for rules, each sentence once. */
function meaningLines(differences: readonly Difference[], width: number): Line[] {
  const numbers = new Map<string, number[]>();
  for (const [i, difference] of differences.slice(0, MOST_ROWS).entries()) {
    const sentence = meaningOf(difference);
    numbers.set(sentence, [...(numbers.get(sentence) ?? []), i + 1]);
  }
  const sentences = [...numbers].map(
    ([sentence, ids]) => `${ids.map((id) => `[${id}]`).join('')} ${sentence}`,
  );
  return noteLines('What that means:', sentences, width, 'bold');
}

function noteLines(
  heading: string,
  sentences: readonly string[],
  width: number,
  as: keyof Style = 'warn',
): Line[] {
  if (sentences.length === 0) return [];
  return [
    [{ text: heading, as }],
    ...sentences.flatMap((sentence) =>
      wrapped(sentence, width - 4).map((text, i): Line => [`${i === 0 ? '  ' : '    '}${text}`]),
    ),
  ];
}

function inScenario(note: ComparedTraffic & Parameters<typeof noteText>[0]): string {
  return `${scenarioText(note.scenario)}: ${noteText(note)}`;
}

function noteText(note: Parameters<typeof missingText>[0] | Parameters<typeof undecidedText>[0]): string {
  return 'only' in note ? missingText(note) : undecidedText(note);
}

function inputText(side: Side, report: SideReport, look: Look): string {
  if (report.kind === 'snapshot') return `${side}: a snapshot\n`;
  return `${side}: ${ledgerText(report.ledger, report.facts, report.complaints, look)}`;
}
