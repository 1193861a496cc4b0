import type { Entry } from '../model/entry.js';
import type { Packet } from '../model/packet.js';
import type { SymbolId } from '../model/symbol.js';
import type { LinePlace } from '../model/symptom.js';

/** Boots that are kept: of a log in such pieces nobody reads more. */
const MOST_BOOTS = 10_000;

/** What is told of one boot. */
export interface BootShape {
  /** Its first entry. */
  readonly begin: LinePlace;
  /** The INITNET of its first entry; a host has one for each boot. */
  readonly initnet: SymbolId;
  readonly hasInit: boolean;
  readonly hasOthers: boolean;
}

/** Gathers from packets, which close in any order, what the boots of a log are like. */
export class BootTally {
  private readonly boots = new Map<number, Boot>();

  learn({ boot, entries }: Packet): void {
    let known = this.boots.get(boot);
    if (known === undefined) {
      if (this.boots.size >= MOST_BOOTS) return;
      known = { begin: entries[0]!, initnet: entries[0]!.initnet, hasInit: false, hasOthers: false };
      this.boots.set(boot, known);
    }
    for (const entry of entries) learnEntry(known, entry);
  }

  /** In the order of the log. Boots without packets are none: a lone line of another time is no boot. */
  get shapes(): BootShape[] {
    return [...this.boots].sort(([a], [b]) => a - b).map(([, boot]) => boot);
  }
}

type Boot = { -readonly [Key in keyof BootShape]: BootShape[Key] };

function learnEntry(boot: Boot, { netns, initnet, file, line }: Entry): void {
  if (netns === initnet) boot.hasInit = true;
  else boot.hasOthers = true;
  if (line >= boot.begin.line) return;
  boot.begin = { file, line };
  boot.initnet = initnet;
}
