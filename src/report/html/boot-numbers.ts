import type { Packet } from '../../model/packet.js';

/** Numbers for the boots that show packets, for who reads: none where there is but one. */
export class BootNumbers {
  /** The inputs that each boot was seen in, by their indexes. */
  private readonly files = new Map<number, Set<number>>();

  packet({ boot, entries }: Pick<Packet, 'boot' | 'entries'>): void {
    let files = this.files.get(boot);
    if (files === undefined) this.files.set(boot, (files = new Set()));
    files.add(entries[0]!.file);
  }

  /** From 1, in the order of the inputs; null where no other boot shows packets. */
  numberOf(boot: number): number | null {
    if (this.files.size < 2) return null;
    return 1 + [...this.files.keys()].filter((other) => other < boot).length;
  }

  /** The numbers of the boots that an input shows packets of. */
  numbersIn(file: number): number[] {
    const boots = [...this.files].filter(([, files]) => files.has(file));
    return boots.flatMap(([boot]) => this.numberOf(boot) ?? []);
  }
}
