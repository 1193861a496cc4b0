import { destinationOf, isMergedFragment, sourceOf, type Entry } from '../../model/entry.js';
import type { Endpoint } from '../../model/flow.js';
import { FORWARD, hookName, LOCAL_IN, LOCAL_OUT, PRE_ROUTING } from '../../model/hook.js';
import { startsMidPath, type Direction, type Fate, type Packet } from '../../model/packet.js';
import { sameDestination, sameSource } from '../../model/passage.js';
import { NONE, type SymbolTexts } from '../../model/symbol.js';
import { counted, duration, grouped, type Line, type Span } from '../line.js';
import { deviceText, anyPortText, endpointText } from '../names.js';
import type { PathTally } from './path-digest.js';

const FATES: Readonly<Record<Exclude<Fate, 'open'>, Span>> = {
  delivered: { text: 'delivered', as: 'good' },
  sent: { text: 'sent', as: 'good' },
  stopped: { text: 'stopped', as: 'bad' },
};

/** How a packet's path ends that is not over. */
export function openText({ entries }: Pick<Packet, 'entries'>): string {
  return isMergedFragment(entries.at(-1)!)
    ? 'goes on in the packet that was put together of the fragments'
    : "still open at the log's end";
}

/** How a path shows its packets: `count` of them, of several flows or of one. */
export interface Shown {
  readonly count: number;
  readonly severalFlows: boolean;
}

/** Which packets took a path, between whom, how they ended and how long it took. */
export function pathHeading(tally: PathTally, { count, severalFlows }: Shown, texts: SymbolTexts): Line {
  const { direction, entries } = tally.example;
  const first = entries[0]!;
  const client = (end: Endpoint): string => (severalFlows ? anyPortText : endpointText)(texts, end);
  const server = (end: Endpoint): string => endpointText(texts, end);
  const [source, destination] = direction === 'original' ? [client, server] : [server, client];
  return [
    { text: direction, as: 'bold' },
    ` ×${grouped(count)}  ${source(sourceOf(first))} → ${destination(destinationOf(first))}  `,
    ...endingLine(tally, texts),
  ];
}

/** How packets ended, how long it took, and how many of them are ambiguous. */
export function endingLine(tally: PathTally, texts: SymbolTexts): Line {
  const { fate, entries } = tally.example;
  const time = tally.times[0]!.median;
  const doubt = tally.ambiguous > 0 ? `, ${counted(tally.ambiguous, 'packet')} ambiguous` : '';
  return [
    fate === 'open' ? { text: openText(tally.example), as: 'warn' } : FATES[fate],
    fate === 'sent' ? ` out by ${deviceText(texts, entries.at(-1)!.out)}` : '',
    entries.length > 1 && !Number.isNaN(time) ? `, ${about(tally)}${duration(time)}` : '',
    { text: doubt, as: 'warn' },
  ];
}

/** What stands for several packets is a median. */
function about(tally: PathTally): string {
  return tally.packets > 1 ? '~' : '';
}

/** What is known of the beginning of a path; nothing where it begins as paths do. */
export function beginningText(packet: Packet): string | null {
  return startsMidPath(packet) ? '… begins in mid-path: what came before is not in the log' : null;
}

/** Why a packet that stopped is shown no further. */
export function stoppedText({ entries }: Packet): string {
  return `nothing after ${hookName(entries.at(-1)!.hook)}: dropped, queued or stolen there`;
}

/** The time of an entry since the one before: `+21 µs`, `~39 µs` for a median; empty where nobody knows. */
export function gapText(tally: PathTally, i: number): string {
  const gap = i === 0 ? NaN : tally.times[i]!.median;
  return Number.isNaN(gap) ? '' : `${about(tally) || '+'}${duration(gap)}`;
}

/**
 * The devices known at a hook; for a bridged packet also the port that it leaves by. `?` is a device that the
 * packet has and the hook does not know: POST_ROUTING knows the in-device of a routed packet since 5.7.
 */
export function devicesText(entry: Entry, before: Entry | undefined, texts: SymbolTexts): string {
  const inDev = deviceText(texts, entry.in);
  const outDev = deviceText(texts, entry.out);
  if (entry.hook === PRE_ROUTING || entry.hook === LOCAL_IN) return `${inDev} →`;
  if (isBridgePort(entry)) {
    return `${entry.in === NONE ? '' : `${inDev} `}→ ${outDev} (${entry.hook === LOCAL_OUT ? 'from' : 'port'} ${deviceText(texts, entry.dev)})`;
  }
  const routed = entry.in !== NONE || before?.hook === FORWARD;
  return routed ? `${inDev} → ${outDev}` : `→ ${outDev}`;
}

function isBridgePort({ hook, dev, in: inDev, out }: Entry): boolean {
  return dev !== NONE && dev !== out && (hook === FORWARD ? inDev === out : inDev === NONE);
}

/** What conntrack calls each translation, by the end of the tuple that it changes and the direction. */
const NAT_WORDS: Readonly<Record<Direction, { destination: string; source: string }>> = {
  original: { destination: 'DNAT', source: 'SNAT' },
  reply: { destination: 'un-SNAT', source: 'un-DNAT' },
};

/** An address that changes between two hooks. */
export interface Translation {
  /** As conntrack calls it: `DNAT`, `un-SNAT`. */
  readonly word: string;
  readonly from: string;
  readonly to: string;
  /** It is the client's end that changes. */
  readonly isOfClient: boolean;
}

/** What is translated between an entry and the next one. */
export function translations(
  entry: Entry,
  next: Entry | undefined,
  direction: Direction,
  texts: SymbolTexts,
): Translation[] {
  if (next === undefined) return [];
  const words = NAT_WORDS[direction];
  const found: Translation[] = [];
  const add = (word: string, before: Endpoint, after: Endpoint, isClient: boolean): void => {
    // A client's port says nothing where it stays, and the block may stand for many clients.
    const portStays = isClient && before.port === after.port;
    const [from, to] = [before, after].map((end) =>
      portStays ? texts.text(end.address) : endpointText(texts, end),
    );
    found.push({ word, from: from!, to: to!, isOfClient: isClient });
  };
  if (!sameDestination(entry, next)) {
    add(words.destination, destinationOf(entry), destinationOf(next), direction === 'reply');
  }
  if (!sameSource(entry, next)) add(words.source, sourceOf(entry), sourceOf(next), direction === 'original');
  return found;
}
