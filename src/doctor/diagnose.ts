import { hidesEntries, type Ledger } from '../model/ledger.js';
import { isHashedPointer, isHiddenPointer, isNullPointer, type SymbolTexts } from '../model/symbol.js';
import { SEVERITIES, type Diagnosis, type Symptom, type SymptomKind } from '../model/symptom.js';
import type { BootShape } from './boot-tally.js';
import type { CaptureFacts } from './capture-facts.js';
import { causeOfNoRecords } from './no-records-cause.js';

/** All that a diagnosis is made from. */
export interface Examined {
  readonly facts: CaptureFacts;
  readonly ledger: Ledger;
  readonly texts: SymbolTexts;
  /** Entries whose lines did not follow each other. */
  readonly tornEntries: number;
  readonly inputs: number;
}

/** Ports that are told. */
const SHOWN_PORTS = 10;

/** Whether a capture is fit to judge by, and what there is to know of it. */
export function diagnose(examined: Examined): Diagnosis {
  const { facts } = examined;
  const found = KINDS.flatMap((kind) => FINDERS[kind](examined) ?? []);
  return { symptoms: found, namespaces: facts.namespaces, packets: facts.packets };
}

const KINDS = Object.keys(SEVERITIES) as SymptomKind[];

type Finder = (examined: Examined) => Symptom | null;

/** A finder for each kind: one that is added to the vocabulary does not compile without. */
const FINDERS: Readonly<Record<SymptomKind, Finder>> = {
  'no-records': ({ facts, ledger }) =>
    facts.entries === 0
      ? { kind: 'no-records', lines: ledger.lines.total, because: causeOfNoRecords(ledger) }
      : null,

  'hidden-pointers': (examined) => (isHidden(examined) ? { kind: 'hidden-pointers' } : null),

  'nothing-through': ({ facts }) =>
    facts.entries > 0 && facts.through === 0
      ? { kind: 'nothing-through', packets: facts.packets.original + facts.packets.reply }
      : null,

  'lost-lines': ({ ledger }) => {
    const lost = ledger.lost.filter(hidesEntries);
    return lost[0] === undefined
      ? null
      : { kind: 'lost-lines', marks: lost.length, first: { file: lost[0].file, line: lost[0].line } };
  },

  'only-init': (examined) => {
    if (isHidden(examined)) return null; // all namespaces look like init
    const found = someBoots(examined.facts, ({ hasOthers }) => !hasOthers);
    return found && { kind: 'only-init', ...found };
  },

  'incomplete-records': ({ ledger: { incomplete } }) =>
    incomplete.records > 0
      ? { kind: 'incomplete-records', records: incomplete.records, lines: incomplete.lines }
      : null,

  'unread-lines': ({ ledger: { lines } }) =>
    lines.malformed + lines.tooLong > 0
      ? { kind: 'unread-lines', malformed: lines.malformed, tooLong: lines.tooLong }
      : null,

  'ambiguous-packets': ({ facts }) =>
    facts.ambiguous > 0
      ? {
          kind: 'ambiguous-packets',
          packets: facts.ambiguous,
          of: facts.packets.original + facts.packets.reply,
        }
      : null,

  'late-trace': ({ ledger: { late } }) => (late > 0 ? { kind: 'late-trace', entries: late } : null),

  'cut-beginning': ({ facts }) =>
    facts.cut.begin > 0 ? { kind: 'cut-beginning', packets: facts.cut.begin } : null,

  'one-direction': ({ facts: { flows } }) =>
    flows.oneDirection > 0 ? { kind: 'one-direction', flows: flows.oneDirection, of: flows.total } : null,

  'clients-unknown': ({ facts: { flows } }) =>
    flows.noOriginal > 0 ? { kind: 'clients-unknown', flows: flows.noOriginal, of: flows.total } : null,

  'several-boots': ({ facts, inputs }) => {
    const begins = facts.boots.shapes.map(({ begin }) => begin);
    const second = begins.find(({ file }, i) => begins[i - 1]?.file === file);
    return second === undefined
      ? null
      : { kind: 'several-boots', boots: begins.length, inputs, first: second };
  },

  'several-hosts': (examined) => {
    if (isHidden(examined)) return null; // one INITNET hidden and then hashed is one host
    return mixedHosts(examined.facts.boots.shapes);
  },

  'clock-steps': ({ facts: { clockSteps } }) =>
    clockSteps.first === null
      ? null
      : { kind: 'clock-steps', steps: clockSteps.count, first: clockSteps.first },

  'no-kernel-time': ({ facts }) => (facts.timeless > 0 ? { kind: 'no-kernel-time' } : null),

  'no-init': ({ facts }) => {
    const found = someBoots(facts, ({ hasInit }) => !hasInit);
    return found && { kind: 'no-init', ...found };
  },

  'cut-end': ({ facts }) => (facts.cut.end > 0 ? { kind: 'cut-end', packets: facts.cut.end } : null),

  'torn-records': ({ facts, tornEntries }) =>
    tornEntries > 0 ? { kind: 'torn-records', records: tornEntries, of: facts.entries } : null,

  'hashed-pointers': ({ facts, texts }) =>
    facts.namespaces.some(({ netns }) => !isNullPointer(netns) && isHashedPointer(texts.text(netns)))
      ? { kind: 'hashed-pointers' }
      : null,

  ports: ({ facts: { ports } }) => {
    const sorted = [...ports].sort((a, b) => a - b);
    const shown = sorted.slice(0, SHOWN_PORTS);
    return sorted.length > 0 ? { kind: 'ports', ports: shown, more: sorted.length - shown.length } : null;
  },
};

function isHidden({ facts: { namespaces }, texts }: Examined): boolean {
  return namespaces.some(({ netns }) => isHiddenPointer(texts.text(netns)));
}

/** How many boots are so, and where the first of them begins; null where none is. */
function someBoots({ boots: { shapes } }: CaptureFacts, isSo: (shape: BootShape) => boolean) {
  const found = shapes.filter(isSo);
  return found[0] === undefined ? null : { boots: found.length, of: shapes.length, first: found[0].begin };
}

/** Hosts of which the log has lines, then those of another, and then theirs again. */
function mixedHosts(boots: readonly BootShape[]): Symptom | null {
  const seen = new Map<string, number>();
  for (const [i, { begin, initnet }] of boots.entries()) {
    const key = `${begin.file} ${initnet}`;
    const before = seen.get(key) ?? i;
    seen.set(key, i);
    if (i - before > 1)
      return { kind: 'several-hosts', hosts: new Set(boots.map((boot) => boot.initnet)).size, first: begin };
  }
  return null;
}
