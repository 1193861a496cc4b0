import type { SymbolId } from './symbol.js';

/**
 * What a symptom means for a capture. `unfit`: no verdict can be trusted or reached; `warning`: some verdicts will be
 * inconclusive or lack evidence; `note`: to be known when reading.
 */
export type Severity = 'unfit' | 'warning' | 'note';

/** A line of an input. */
export interface LinePlace {
  readonly file: number;
  readonly line: number;
}

/** Something about a capture that judging by it has to do with. `of` is how many there are at all. */
export type Symptom =
  // Nothing can be judged:
  | {
      readonly kind: 'no-records';
      readonly lines: number;
      readonly because: NoRecordsCause;
    }
  | { readonly kind: 'hidden-pointers' }
  | { readonly kind: 'nothing-through'; readonly packets: number }
  | { readonly kind: 'lost-lines'; readonly marks: number; readonly first: LinePlace }
  // Something will lack evidence:
  | BootsSymptom<'only-init'>
  | { readonly kind: 'incomplete-records'; readonly records: number; readonly lines: number }
  | { readonly kind: 'unread-lines'; readonly malformed: number; readonly tooLong: number }
  | { readonly kind: 'ambiguous-packets'; readonly packets: number; readonly of: number }
  | { readonly kind: 'late-trace'; readonly entries: number }
  | { readonly kind: 'cut-beginning'; readonly packets: number }
  | { readonly kind: 'one-direction'; readonly flows: number; readonly of: number }
  | { readonly kind: 'clients-unknown'; readonly flows: number; readonly of: number }
  | {
      readonly kind: 'several-boots';
      readonly boots: number;
      readonly inputs: number;
      /** Where an input's second boot begins. */
      readonly first: LinePlace;
    }
  | {
      readonly kind: 'several-hosts';
      readonly hosts: number;
      /** Where one of them comes back. */
      readonly first: LinePlace;
    }
  | { readonly kind: 'clock-steps'; readonly steps: number; readonly first: LinePlace }
  | { readonly kind: 'no-kernel-time' }
  // To be known:
  | BootsSymptom<'no-init'>
  | { readonly kind: 'cut-end'; readonly packets: number }
  | { readonly kind: 'torn-records'; readonly records: number; readonly of: number }
  | { readonly kind: 'hashed-pointers' }
  | { readonly kind: 'ports'; readonly ports: readonly number[]; readonly more: number };

/** Something that is so in some of the boots; `first` is where the first of these begins. */
interface BootsSymptom<Kind> {
  readonly kind: Kind;
  readonly boots: number;
  readonly of: number;
  readonly first: LinePlace;
}

/** Why there is no record, by what there is instead; the first of these that is true. */
export type NoRecordsCause =
  /** No line but blank ones. */
  | 'empty'
  /** Trace lines that do not make one whole record. */
  | 'pieces'
  /** Lines with the module's tag that are in no known form. */
  | 'unread'
  /** The module was loaded or unloaded, and printed nothing else. */
  | 'silent-module'
  /** Lines of others alone. */
  | 'foreign';

export type SymptomKind = Symptom['kind'];

/** How grave each kind is, the gravest first; in this order people are told. */
export const SEVERITIES: Readonly<Record<SymptomKind, Severity>> = {
  'no-records': 'unfit',
  'hidden-pointers': 'unfit',
  'nothing-through': 'unfit',
  'lost-lines': 'unfit',
  'only-init': 'warning',
  'incomplete-records': 'warning',
  'unread-lines': 'warning',
  'ambiguous-packets': 'warning',
  'late-trace': 'warning',
  'cut-beginning': 'warning',
  'one-direction': 'warning',
  'clients-unknown': 'warning',
  'several-boots': 'warning',
  'several-hosts': 'warning',
  'clock-steps': 'warning',
  'no-kernel-time': 'warning',
  'no-init': 'note',
  'cut-end': 'note',
  'torn-records': 'note',
  'hashed-pointers': 'note',
  ports: 'note',
};

/** How often each hook was seen in a namespace of a boot. */
export interface SeenNamespace {
  readonly netns: SymbolId;
  readonly boot: number;
  readonly isInit: boolean;
  /** Entries by the number of the hook. */
  readonly hooks: readonly number[];
}

/** Whether a capture is fit to judge by. */
export interface Diagnosis {
  /** In the order of SEVERITIES. */
  readonly symptoms: readonly Symptom[];
  /** init first, then in the order in which they were first seen. */
  readonly namespaces: readonly SeenNamespace[];
  /** Packets by direction. */
  readonly packets: { readonly original: number; readonly reply: number };
}

export function isFit({ symptoms }: Diagnosis): boolean {
  return symptoms.every(({ kind }) => SEVERITIES[kind] !== 'unfit');
}
