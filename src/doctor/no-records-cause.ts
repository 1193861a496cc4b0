import type { Ledger } from '../model/ledger.js';
import type { NoRecordsCause } from '../model/symptom.js';

/** Why there is no record, by what there is instead. */
export function causeOfNoRecords({ lines, incomplete, module }: Ledger): NoRecordsCause {
  if (lines.total === lines.blank) return 'empty';
  if (incomplete.records > 0) return 'pieces';
  if (lines.malformed + lines.tooLong > 0) return 'unread';
  return module > 0 ? 'silent-module' : 'foreign';
}
