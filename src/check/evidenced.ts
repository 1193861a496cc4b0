import type { Loss } from '../model/ledger.js';
import type { SymbolTexts } from '../model/symbol.js';
import type { Traffic } from '../model/traffic.js';

/** What a log shows, as a check needs it. */
export interface Evidenced {
  readonly traffic: Traffic;
  readonly lost: readonly Loss[];
  /** Entries traced at another priority than the first, see `Ledger`. */
  readonly late: number;
  /** Records of packets that nobody can name, see `IncompleteRecords`. */
  readonly unnamed: number;
  readonly texts: SymbolTexts;
}
