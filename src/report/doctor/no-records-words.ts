import type { NoRecordsCause } from '../../model/symptom.js';
import type { SymptomWords } from './symptom-words.js';

/** Why there is no record, and what to do; `lines` says how many lines there are. */
export const NO_RECORDS: Readonly<Record<NoRecordsCause, (lines: string) => Omit<SymptomWords, 'title'>>> = {
  empty: () => ({
    meaning: 'The log is empty.',
    fix: 'Look whether this is the right log, and whether reading it needs root (dmesg_restrict).',
  }),
  pieces: (lines) => ({
    meaning: `None of ${lines} completes a record of nftrace: each lacks some of its four lines.`,
    fix: 'Give the whole log: do not filter its lines, nor let a tool leave out those that repeat.',
  }),
  unread: (lines) => ({
    meaning: `${lines}, and those that carry the tag of nftrace are in no form that is known.`,
    fix: 'Look below at what was expected; give the log as dmesg prints it, not wrapped or cut.',
  }),
  'silent-module': (lines) => ({
    meaning: `Of ${lines} nftrace printed only that it was loaded or unloaded: it saw no packet.`,
    fix: 'Make connections while it is loaded, and look whether it traces their ports.',
  }),
  foreign: (lines) => ({
    meaning: `None of ${lines} is of nftrace.`,
    fix: 'Look whether the module is loaded (lsmod), and prints under another name (--tag); and whether this is the right log.',
  }),
};
