/** What exporters are given, made by hand: what no log of today's module has, IPv6 say. */
import { KERNEL_CLOCK } from '../../src/model/clock.js';
import { emptyEntry, type Entry } from '../../src/model/entry.js';
import { emptyLedger } from '../../src/model/ledger.js';
import type { Packet } from '../../src/model/packet.js';
import type { SymbolId } from '../../src/model/symbol.js';
import type { ExportContext } from '../../src/report/export/exporter.js';
import { Timeline } from '../../src/report/export/timeline.js';

/** A context whose symbols are texts, and a function that gives a text its symbol. */
export function handMade(): { context: ExportContext; symbol: (text: string) => SymbolId } {
  const texts = [''];
  const symbol = (text: string): SymbolId =>
    texts.includes(text) ? texts.indexOf(text) : texts.push(text) - 1;
  const names = {
    texts: { text: (id: SymbolId): string => texts[id]! },
    namespaces: { nameOf: (id: SymbolId): string => texts[id]!, seen: [] },
    inputs: ['made.log'],
  };
  const timeline = new Timeline({ bootTime: null, synthetic: false }, names.inputs);
  return { context: { names, timeline, ledger: emptyLedger(), version: '0.0.0' }, symbol };
}

export function entryOf(fields: Partial<Entry>): Entry {
  return {
    ...emptyEntry(),
    line: 4,
    sec: 100,
    usec: 1,
    clock: KERNEL_CLOCK,
    sport: 1000,
    dport: 80,
    ...fields,
  };
}

export function packetOf(entries: Entry[]): Packet {
  return {
    id: 1,
    boot: 0,
    entries,
    fate: 'delivered',
    hasGap: false,
    atBegin: false,
    atEnd: false,
    flow: 1,
    direction: 'original',
  };
}

export const FACTS = { complete: true, packets: 1, flows: 1 };
