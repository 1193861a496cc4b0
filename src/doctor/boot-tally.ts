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
  /** Where each value of INITNET is first seen, in the order of the log; a host has one for each boot. */
  readonly hosts: readonly LinePlace[];
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
      known = { initnets: new Map(), hasInit: false, hasOthers: false };
      this.boots.set(boot, known);
    }
    for (const entry of entries) learnEntry(known, entry);
  }

  /** In the order of the log. Boots without packets are none: a lone line of another time is no boot. */
  get shapes(): BootShape[] {
    return [...this.boots]
      .sort(([a], [b]) => a - b)
      .map(([, { initnets, hasInit, hasOthers }]) => {
        const hosts = [...initnets.values()].sort((a, b) => a.line - b.line);
        return { begin: hosts[0]!, hosts, hasInit, hasOthers };
      });
  }
}

interface Boot {
  readonly initnets: Map<SymbolId, LinePlace>;
  hasInit: boolean;
  hasOthers: boolean;
}

function learnEntry(boot: Boot, { netns, initnet, file, line }: Entry): void {
  if (netns === initnet) boot.hasInit = true;
  else boot.hasOthers = true;
  const first = boot.initnets.get(initnet);
  if (first === undefined || line < first.line) boot.initnets.set(initnet, { file, line });
}
