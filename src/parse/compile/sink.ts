import type { TraceLineSink } from '../../model/trace-line.js';
import type { LayerSink, OriginSink } from '../layer-sink.js';
import type { MarkSink } from '../marks.js';
import { UnsoundGrammar } from './grammar.js';

type Names<Values extends unknown[]> = { readonly [Index in keyof Values]: string };
type Handler = (...values: never[]) => void;

/**
 * The methods of a sink and their parameters in order. Arguments are only numbers once the grammar is compiled, so
 * this is what a mix-up is found with.
 */
type Signature<Sink> = {
  readonly [Kind in keyof Sink as Sink[Kind] extends Handler ? Kind : never]: Sink[Kind] extends Handler
    ? Names<Parameters<Sink[Kind]>>
    : never;
};

const TIME = ['sec', 'usec', 'caller'] as const;

export const TRACE_LINES: Signature<TraceLineSink> = {
  separator: ['label', ...TIME],
  device: ['dev', 'netns', 'initnet', ...TIME],
  inOut: ['inDev', 'inNetns', 'outDev', 'outNetns', ...TIME],
  packet: ['hook', 'src', 'sport', 'dst', 'dport', 'skb', ...TIME],
  entry: [
    'cpu',
    'seq',
    'hook',
    'isBelow',
    'priority',
    'netns',
    'inode',
    'cookie',
    'initnet',
    'dev',
    'inDev',
    'outDev',
    'skb',
    'ipId',
    'fragment',
    'length',
    'protocol',
    'src',
    'sport',
    'dst',
    'dport',
    'seqno',
    'ack',
    'type',
    'echo',
    ...TIME,
  ],
  totals: ['printed', 'leftOut', ...TIME],
  moduleMark: ['loaded', ...TIME],
};

export const LAYERS: Signature<LayerSink> = {
  plain: ['rest'],
  kernelTime: ['sec', 'usec', 'caller', 'rest'],
  caller: ['caller', 'rest'],
  relative: ['forward', 'sec', 'usec', 'rest'],
  minute: ['rest'],
  ctime: ['stamp', 'rest'],
  isoTime: ['stamp', 'fraction', 'exact', 'zone', 'rest'],
  unixTime: ['sec', 'usec', 'rest'],
  syslogTime: ['stamp', 'fraction', 'rest'],
  journalTime: ['stamp', 'fraction', 'zone', 'rest'],
  record: ['seq', 'sec', 'usec', 'caller', 'rest'],
  dropped: ['count', 'rest'],
};

export const ORIGINS: Signature<OriginSink> = {
  plain: ['rest'],
  program: ['rest'],
};

export const MARKS: Signature<MarkSink> = {
  suppressed: ['count'],
  missed: ['count'],
  blob: [],
  boot: [],
};

/** Throws unless a grammar's messages are exactly the sink's, with the same fields in the same order. */
export function checkMessages(
  messages: ReadonlyMap<string, readonly string[]>,
  sink: Readonly<Record<string, readonly string[]>>,
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
