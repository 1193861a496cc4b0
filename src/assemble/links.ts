import type { Entry } from '../model/entry.js';
import type { Ledger } from '../model/ledger.js';
import type { Glimpse, Place } from '../model/passage.js';
import type { SymbolId, SymbolTexts } from '../model/symbol.js';
import type { Position } from '../model/trace-line.js';

/** What the stages around the assembler give it and take from it. */
export interface AssemblerLinks {
  position: Position;
  ledger: Ledger;
  texts: SymbolTexts;
  /** Where an skb address was last seen, if that packet may still be on its way. */
  lastPlace(skb: SymbolId): Place | undefined;
  /** An entry comes; it is lent, as what follows is. */
  onEntry(entry: Entry): void;
  /** A packet line came whose record is incomplete. */
  onGlimpse(packet: Glimpse): void;
  /** The log goes on in another boot: no pointer means what it meant before. */
  onNewBoot(): void;
  onModuleLoaded(): void;
  /** The first line of an input is not the first of a record. */
  onCutStart(): void;
}
