import type { Entry } from '../model/entry.js';
import type { Ledger, LossKind } from '../model/ledger.js';
import type { Glimpse, Place } from '../model/passage.js';
import type { SymbolId, SymbolTexts } from '../model/symbol.js';
import type { Position } from '../model/trace-line.js';

/** What the stages around the assembler give it and take from it. */
export interface AssemblerLinks {
  position: Position;
  ledger: Ledger;
  texts: SymbolTexts & { intern(text: string): SymbolId };
  /** Where an skb address was last seen, if that packet may still be on its way. */
  lastPlace(skb: SymbolId): Place | undefined;
  /** An entry comes; it is lent, as what follows is. */
  onEntry(entry: Entry): void;
  /** A namespace is seen for the first time, by a line that says its inode number, too. */
  onInode(netns: SymbolId, inode: SymbolId): void;
  /** Numbers or the module itself say that entries are missing; `count` is null where nobody knows how many. */
  onLoss(kind: LossKind, count: number | null): void;
  /** A packet line came whose record is incomplete. */
  onGlimpse(packet: Glimpse): void;
  /** The log goes on in another boot: no pointer means what it meant before. */
  onNewBoot(): void;
  onModuleLoaded(): void;
  /** The first line of an input is not the first of a record. */
  onCutStart(): void;
}
