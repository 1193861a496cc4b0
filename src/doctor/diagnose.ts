import type { Ledger } from '../model/ledger.js';
import { isNullPointer, type SymbolTexts } from '../model/symbol.js';
import { SEVERITIES, type Diagnosis, type Symptom, type SymptomKind } from '../model/symptom.js';
import type { CaptureFacts } from './capture-facts.js';

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
    facts.entries === 0 ? { kind: 'no-records', lines: ledger.lines.total } : null,

  'nothing-through': ({ facts }) =>
    facts.entries > 0 && facts.through === 0
      ? { kind: 'nothing-through', packets: facts.packets.original + facts.packets.reply }
      : null,

  'lost-lines': ({ ledger: { lost } }) =>
    lost[0] === undefined
      ? null
      : { kind: 'lost-lines', marks: lost.length, first: { file: lost[0].file, line: lost[0].line } },

  'only-init': ({ facts }) =>
    facts.entries > 0 && facts.namespaces.every(({ isInit }) => isInit) ? { kind: 'only-init' } : null,

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

  'cut-beginning': ({ facts }) =>
    facts.cut.begin > 0 ? { kind: 'cut-beginning', packets: facts.cut.begin } : null,

  'one-direction': ({ facts: { flows } }) =>
    flows.oneDirection > 0 ? { kind: 'one-direction', flows: flows.oneDirection, of: flows.total } : null,

  'clients-unknown': ({ facts: { flows } }) =>
    flows.noOriginal > 0 ? { kind: 'clients-unknown', flows: flows.noOriginal, of: flows.total } : null,

  'several-boots': ({ facts, inputs }) =>
    facts.boots.size > inputs ? { kind: 'several-boots', boots: facts.boots.size, inputs } : null,

  'clock-steps': ({ facts: { clockSteps } }) =>
    clockSteps.first === null
      ? null
      : { kind: 'clock-steps', steps: clockSteps.count, first: clockSteps.first },

  'no-kernel-time': ({ facts }) => (facts.timeless > 0 ? { kind: 'no-kernel-time' } : null),

  'no-init': ({ facts }) =>
    facts.entries > 0 && !facts.namespaces.some(({ isInit }) => isInit) ? { kind: 'no-init' } : null,

  'cut-end': ({ facts }) => (facts.cut.end > 0 ? { kind: 'cut-end', packets: facts.cut.end } : null),

  'torn-records': ({ facts, tornEntries }) =>
    tornEntries > 0 ? { kind: 'torn-records', records: tornEntries, of: facts.entries } : null,

  'hashed-pointers': ({ facts, texts }) =>
    facts.namespaces.some(({ netns }) => !isNullPointer(netns) && isHashed(texts.text(netns)))
      ? { kind: 'hashed-pointers' }
      : null,

  ports: ({ facts: { ports } }) => {
    const sorted = [...ports].sort((a, b) => a - b);
    const shown = sorted.slice(0, SHOWN_PORTS);
    return sorted.length > 0 ? { kind: 'ports', ports: shown, more: sorted.length - shown.length } : null;
  },
};

/**
 * Hashed pointers have 32 bits, on 64-bit kernels padded with zeros: no kernel address is like that.
 * Source: lib/vsprintf.c ptr_to_id(), since 4.15.
 */
function isHashed(pointer: string): boolean {
  return /^(?:0x)?0{8}[0-9a-f]{8}$/i.test(pointer);
}
