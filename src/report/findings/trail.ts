import { shown } from '../../model/shown.js';
import type { Finding } from '../../model/finding.js';
import type { Entry } from '../../model/entry.js';
import { hookName } from '../../model/hook.js';
import { hopsOf, type Hop, type Packet } from '../../model/packet.js';
import { NONE, type SymbolTexts } from '../../model/symbol.js';
import { widthOf, type Line, type Span } from '../line.js';
import { deviceText, endpointText, type LogNames } from '../names.js';

const CROSSING: Span = { text: ' ──▶ ', as: 'dim' };
/** Where nothing of init lies between two namespaces. */
const PAST_INIT: Span = { text: ' ──╳──▶ ', as: 'bad' };

/**
 * The path of a finding's example packet, with the place where it went past the rule, in lines of at most `width`
 * columns:
 * `172.17.0.4: LOCAL_OUT POST_ROUTING ──╳──▶ 172.17.0.2: PRE_ROUTING LOCAL_IN   (lines 4 to 16)`.
 */
export function trailLines(finding: Finding, names: LogNames, width: number): Line[] {
  if (!('evidence' in finding)) return [];
  const { example } = finding.evidence.ways[0]!;
  const isPastInit = finding.kind === 'bypassed' && finding.cause === 'no-hook-between';
  const labelOf = (hop: Hop, i: number): Line => [
    ...(i === 0 ? [] : [isPastInit ? PAST_INIT : CROSSING]),
    { text: `${names.namespaces.nameOf(hop.netns, example.boot)}:`, as: 'bold' },
  ];
  const entries = hopsOf(example).flatMap((hop, i) =>
    hop.entries.map((entry, k): Line => [
      ...(k === 0 ? labelOf(hop, i) : []),
      ' ',
      entryText(entry, finding, example, names),
    ]),
  );
  const end: Line = [...endSpans(finding, example), { text: `   (${linesText(example, names)})`, as: 'dim' }];
  return joined([...entries, end], width);
}

/** Puts pieces into lines; a longer piece has a line of its own. */
function joined(pieces: readonly Line[], width: number): Line[] {
  const lines: Line[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(last) + widthOf(piece) <= width)
      lines.splice(-1, 1, [...last, ...piece]);
    else lines.push(piece);
  }
  return lines;
}

/** Where the packet stands in the log: `line 4`, `lines 4 to 16`, `a.log: lines 4 to 16`. */
export function linesText({ entries }: Packet, { inputs }: LogNames): string {
  const [first, last] = [entries[0]!, entries.at(-1)!];
  const lines = first.line === last.line ? `line ${first.line}` : `lines ${first.line} to ${last.line}`;
  return inputs.length > 1 ? `${shown(inputs[first.file]!)}: ${lines}` : lines;
}

/** A hook; where the finding is about it, with what the rule sees or misses there. */
function entryText(entry: Entry, finding: Finding, { entries }: Packet, { texts }: LogNames): Span | string {
  const hook = hookName(entry.hook);
  if (finding.kind === 'path-mismatch') return hook + devicesText(entry, texts);
  if (!('entry' in finding) || entries[finding.entry] !== entry) return hook;
  if (finding.kind === 'address-mismatch')
    return { text: `${hook}[${endpointText(texts, finding.sees)}]`, as: 'bad' };
  if (finding.kind === 'address-unknown') return { text: `${hook}[?]`, as: 'warn' };
  const devices = `${deviceText(texts, entry.in)} → ${deviceText(texts, entry.out)}`;
  return { text: `${hook}[${devices}]`, as: 'bad' };
}

/** `[in=ens160,out=docker0]`, as a path expression asks for devices. */
function devicesText(entry: Entry, texts: SymbolTexts): string {
  const known = (['in', 'out'] as const).filter((side) => entry[side] !== NONE);
  return `[${known.map((side) => `${side}=${deviceText(texts, entry[side])}`).join(',')}]`;
}

function endSpans({ kind }: Finding, { fate }: Packet): Span[] {
  if (fate === 'stopped') return [{ text: ' ╳', as: 'bad' }];
  if (kind === 'undelivered') return [CROSSING, { text: '?', as: 'warn' }];
  return [];
}
