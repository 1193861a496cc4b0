import type { Entry } from '../model/entry.js';
import { FORWARD, hookName, LOCAL_IN, PRE_ROUTING } from '../model/hook.js';
import { startsMidPath, type Direction, type Fate, type Packet } from '../model/packet.js';
import { sameDestination, sameSource } from '../model/passage.js';
import { NONE, type SymbolTexts } from '../model/symbol.js';
import { counted, duration, type Line, type Span } from './line.js';
import { deviceText, endpointText, type LogNames } from './names.js';
import type { PathTally } from './path-digest.js';

const FATES: Readonly<Record<Fate, Span>> = {
  delivered: { text: 'delivered', as: 'good' },
  sent: { text: 'sent', as: 'good' },
  stopped: { text: 'stopped', as: 'bad' },
  open: { text: 'still open', as: 'warn' },
};

const ENDINGS: Readonly<Record<Fate, string | null>> = {
  delivered: null,
  sent: null,
  stopped: 'dropped, queued or stolen before the next hook',
  open: 'the log ends here',
};

const HOOK_WIDTH = 'POST_ROUTING'.length;

/** A path as a block of lines: its heading, then a line for each entry, with NAT between them. */
export function pathText(tally: PathTally, count: number, names: LogNames): Line[] {
  const { example } = tally;
  return [heading(tally, count), ...beginning(example), ...trackText(tally, names), ...ending(example)];
}

function heading(tally: PathTally, count: number): Line {
  const { direction, fate, entries } = tally.example;
  const total = tally.gaps.reduce((sum, gap) => sum + gap, 0) / tally.packets;
  const time = entries.length > 1 && !Number.isNaN(total) ? `, ${mean(tally)}${duration(total)}` : '';
  const doubt = tally.ambiguous > 0 ? `, ${counted(tally.ambiguous, 'packet')} ambiguous (marked ?)` : '';
  return [
    '  ',
    { text: direction, as: 'bold' },
    ` ×${count.toLocaleString('en')}  `,
    FATES[fate],
    time,
    { text: doubt, as: 'warn' },
  ];
}

/** Durations of several packets are means. */
function mean(tally: PathTally): string {
  return tally.packets > 1 ? '~' : '';
}

function beginning(packet: Packet): Line[] {
  return startsMidPath(packet)
    ? [['    ', { text: '… begins in mid-path: what came before is not in the log', as: 'warn' }]]
    : [];
}

function ending({ fate }: Packet): Line[] {
  const words = ENDINGS[fate];
  return words === null ? [] : [['    ', FATES[fate], ': ', words]];
}

/** The entries, a lane label in front of the first of each namespace. */
function trackText(tally: PathTally, names: LogNames): Line[] {
  const { example } = tally;
  const { entries } = example;
  const lanes = entries.map((entry) => names.namespaces.nameOf(entry.netns));
  const devices = entries.map((entry) => devicesText(entry, names.texts));
  const laneWidth = Math.max(...lanes.map((lane) => lane.length));
  const deviceWidth = Math.max(...devices.map((text) => text.length));
  return entries.flatMap((entry, i) => {
    const newLane = i === 0 || entry.netns !== entries[i - 1]!.netns;
    const gap = tally.gaps[i]! / tally.packets;
    const line: Line = [
      '    ',
      { text: (newLane ? lanes[i]! : '').padEnd(laneWidth), as: 'bold' },
      entry.ambiguous ? { text: '  ? ', as: 'warn' } : '  ● ',
      hookName(entry.hook).padEnd(HOOK_WIDTH),
      `  ${devices[i]!.padEnd(deviceWidth)}`,
      {
        text: i === 0 || Number.isNaN(gap) ? '' : `  ${tally.packets > 1 ? '~' : '+'}${duration(gap)}`,
        as: 'dim',
      },
    ];
    const next = entries[i + 1];
    const indent = `    ${' '.repeat(laneWidth)}  │ `;
    return [
      line,
      ...translations(entry, next, example.direction, names.texts).map((nat): Line => [indent, nat]),
    ];
  });
}

/** The devices known at a hook; for a bridged packet also the port that it leaves by. */
function devicesText(entry: Entry, texts: SymbolTexts): string {
  const inDev = deviceText(texts, entry.in);
  const outDev = deviceText(texts, entry.out);
  if (entry.hook === PRE_ROUTING || entry.hook === LOCAL_IN) return `${inDev} →`;
  const port = isBridgePort(entry) ? ` (port ${deviceText(texts, entry.dev)})` : '';
  return entry.in === NONE ? `→ ${outDev}${port}` : `${inDev} → ${outDev}${port}`;
}

function isBridgePort({ hook, dev, in: inDev, out }: Entry): boolean {
  return dev !== NONE && dev !== out && (hook === FORWARD ? inDev === out : inDev === NONE);
}

/** What conntrack calls each translation, by the end of the tuple that it changes and the direction. */
const NAT_WORDS: Readonly<Record<Direction, { destination: string; source: string }>> = {
  original: { destination: 'DNAT', source: 'SNAT' },
  reply: { destination: 'un-SNAT', source: 'un-DNAT' },
};

function translations(
  entry: Entry,
  next: Entry | undefined,
  direction: Direction,
  texts: SymbolTexts,
): Span[] {
  if (next === undefined) return [];
  const words = NAT_WORDS[direction];
  const spans: Span[] = [];
  const add = (word: string, before: string, after: string): void => {
    spans.push({ text: `${word} ${before} ⇒ ${after}`, as: 'nat' });
  };
  if (!sameDestination(entry, next))
    add(words.destination, destination(entry, texts), destination(next, texts));
  if (!sameSource(entry, next)) add(words.source, source(entry, texts), source(next, texts));
  return spans;
}

function destination(entry: Entry, texts: SymbolTexts): string {
  return endpointText(texts, { address: entry.dst, port: entry.dport });
}

function source(entry: Entry, texts: SymbolTexts): string {
  return endpointText(texts, { address: entry.src, port: entry.sport });
}
