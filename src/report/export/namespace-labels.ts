import { shown } from '../../model/shown.js';
import type { SymbolId } from '../../model/symbol.js';
import { printable } from '../log-text.js';
import type { LogNames } from '../names.js';

/** A namespace of a boot, and the input that showed it first. */
export interface SeenNamespace {
  readonly netns: SymbolId;
  readonly boot: number;
  readonly file: number;
}

/** What an export calls namespaces; those of other hosts and boots are called otherwise. */
export class NamespaceLabels {
  private readonly names: LogNames;
  /** Those of which there are packets, in the order in which they are asked for. */
  private readonly boots: number[] = [];

  constructor(names: LogNames) {
    this.names = names;
  }

  of({ netns, boot, file }: SeenNamespace): string {
    const { inputs, namespaces } = this.names;
    const number = this.bootNumber(boot);
    const origin = [
      ...(inputs.length > 1 ? [shown(inputs[file]!)] : []),
      ...(number > 1 ? [`boot ${number}`] : []),
    ];
    const name = printable(namespaces.nameOf(netns, boot));
    return origin.length === 0 ? name : `${name} (${origin.join(', ')})`;
  }

  /** From 1. */
  bootNumber(boot: number): number {
    const index = this.boots.indexOf(boot);
    return index >= 0 ? index + 1 : this.boots.push(boot);
  }
}
