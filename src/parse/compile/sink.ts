import type { TraceLineSink } from '../../model/trace-line.js';
import { UnsoundGrammar } from './grammar.js';

type NamesOf<Values extends unknown[]> = { readonly [Index in keyof Values]: string };

/**
 * The methods of TraceLineSink and their parameters in order. Arguments are only numbers once the grammar is
 * compiled, so this is what a mix-up is found with.
 */
export const SINK: { readonly [Kind in keyof TraceLineSink]: NamesOf<Parameters<TraceLineSink[Kind]>> } = {
  separator: ['label', 'sec', 'usec'],
  device: ['dev', 'netns', 'initnet', 'sec', 'usec'],
  inOut: ['inDev', 'inNetns', 'outDev', 'outNetns', 'sec', 'usec'],
  packet: ['hook', 'src', 'sport', 'dst', 'dport', 'skb', 'sec', 'usec'],
  moduleMark: ['loaded', 'sec', 'usec'],
};

/** Throws unless a grammar's messages are exactly the sink's, with the same fields in the same order. */
export function checkMessages(
  messages: ReadonlyMap<string, readonly string[]>,
  sink: Readonly<Record<string, readonly string[]>> = SINK,
): void {
  for (const kind of new Set([...messages.keys(), ...Object.keys(sink)])) {
    const given = messages.get(kind)?.join(', ');
    const taken = sink[kind]?.join(', ');
    if (given === taken) continue;
    throw new UnsoundGrammar(
      kind,
      `the grammar gives (${given ?? 'nothing'}), the sink takes (${taken ?? 'nothing'})`,
    );
  }
}
