import { HOOK_NAMES, hookName } from '../model/hook.js';
import type { PathEntry } from '../model/path-set.js';
import { didYouMean } from '../yaml/did-you-mean.js';
import type { Parsed } from '../yaml/parsed.js';
import { oneOf, quoted } from '../yaml/shown-text.js';

/*
 * A path as lines: the packet as it begins, its entries, and in front of an entry where an end of it was translated.
 *
 *     client -> 10.10.10.2:8081
 *     init/PRE_ROUTING[in=ens160]
 *     dnat 172.17.0.2:8080
 *     init/FORWARD[in=ens160,out=docker0]
 */

/** The lines of a path. */
export function pathLines(entries: readonly PathEntry[]): string[] {
  const first = entries[0]!;
  return [
    `${first.src} -> ${first.dst}`,
    ...entries.flatMap((entry, i) => {
      const before = entries[i - 1] ?? entry;
      return [
        ...(before.dst === entry.dst ? [] : [`dnat ${entry.dst}`]),
        ...(before.src === entry.src ? [] : [`snat ${entry.src}`]),
        entryLine(entry),
      ];
    }),
  ];
}

function entryLine({ netns, hook, in: inDev, out, dev }: PathEntry): string {
  const devices = [
    ...(inDev === null ? [] : [`in=${nameWord(inDev)}`]),
    ...(out === null ? [] : [`out=${nameWord(out)}`]),
    ...(dev === undefined ? [] : [`dev=${dev === null ? NONE : nameWord(dev)}`]),
  ];
  return `${netns}/${hookName(hook)}${devices.length === 0 ? '' : `[${devices.join(',')}]`}`;
}

/** Where skb has no device, and the hook has. */
const NONE = '?';
const BARE_NAME = /^[A-Za-z0-9_.*@+-]+$/;

/** A device's name; odd ones in quotes, with `\xHH` for what is not to be seen. */
function nameWord(latin1: string): string {
  if (BARE_NAME.test(latin1)) return latin1;
  const escaped = latin1.replace(
    /[^\x20-\x7e]|["\\]/g,
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return `"${escaped}"`;
}

/** What one line of a path says. */
type PathLine =
  | { readonly kind: 'packet'; readonly src: string; readonly dst: string }
  | { readonly kind: 'dnat' | 'snat'; readonly to: string }
  | { readonly kind: 'entry'; readonly entry: Omit<PathEntry, 'src' | 'dst'> };

/** A line that cannot be read: which one, and why. */
export interface LineProblem {
  readonly index: number;
  readonly problem: string;
}

/** The entries of a path, or the lines that say nothing. */
export function parsePathLines(lines: readonly string[]): { entries: PathEntry[]; problems: LineProblem[] } {
  const entries: PathEntry[] = [];
  const problems: LineProblem[] = [];
  let [src, dst] = ['', ''];
  for (const [index, text] of lines.entries()) {
    const parsed = parseLine(text, index === 0);
    if ('problem' in parsed) {
      problems.push({ index, problem: parsed.problem });
      continue;
    }
    const line = parsed.value;
    if (line.kind === 'entry') entries.push({ ...line.entry, src, dst });
    else if (line.kind === 'packet') [src, dst] = [line.src, line.dst];
    else if (line.kind === 'dnat') dst = line.to;
    else src = line.to;
  }
  if (problems.length === 0 && entries.length === 0) {
    problems.push({ index: 0, problem: 'a path has one entry at least, like init/PRE_ROUTING[in=eth0]' });
  }
  return { entries, problems };
}

function parseLine(text: string, isFirst: boolean): Parsed<PathLine> {
  const packet = /^(\S+) +-> +(\S+)$/.exec(text);
  if (isFirst !== (packet !== null)) {
    return {
      problem: isFirst
        ? `a path begins with its packet, like client -> 172.17.0.2:8080, not with ${quoted(text)}`
        : `only the first line of a path is its packet; a translation is written dnat ${packet?.[2]}`,
    };
  }
  if (packet !== null) return { value: { kind: 'packet', src: packet[1]!, dst: packet[2]! } };
  const [, kind, to] = /^(dnat|snat) +(\S+)$/.exec(text) ?? [];
  if (kind === 'dnat' || kind === 'snat') return { value: { kind, to: to! } };
  return parseEntry(text);
}

function parseEntry(text: string): Parsed<PathLine> {
  const match = /^([^\s/[\]]+)\/([A-Za-z_]+)(?:\[(.*)\])?$/.exec(text);
  if (match === null) {
    return {
      problem: `${quoted(text)} is no entry of a path, like init/FORWARD[in=eth0,out=eth1], nor dnat or snat`,
    };
  }
  const [, netns = '', word = '', list] = match;
  const hook = HOOK_NAMES.findIndex((name) => name === word);
  if (hook < 0) {
    const hint = didYouMean(word, HOOK_NAMES) || `; there are ${oneOf(HOOK_NAMES, 'and')}`;
    return { problem: `there is no hook ${quoted(word)}${hint}` };
  }
  const devices = parseDevices(list ?? '');
  if ('problem' in devices) return devices;
  const { in: inDev = null, out = null, dev } = devices.value;
  return {
    value: { kind: 'entry', entry: { netns, hook, in: inDev, out, ...(dev !== undefined && { dev }) } },
  };
}

type Devices = { in?: string | null; out?: string | null; dev?: string | null };

function parseDevices(list: string): Parsed<Devices> {
  const devices: Devices = {};
  let rest = list;
  while (rest !== '') {
    const match = /^(in|out|dev)=(?:"((?:[^"\\]|\\x[0-9a-f]{2})*)"|([^\s,"'[\]=]+))(?:,|$)/.exec(rest);
    const [whole = '', side, inQuotes, bare] = match ?? [];
    if (side !== 'in' && side !== 'out' && side !== 'dev') {
      return { problem: `${quoted(rest)} is not of the form in=eth0,out=eth1,dev=eth2` };
    }
    if (side in devices) return { problem: `"${side}" is there twice` };
    devices[side] = inQuotes === undefined ? (bare === NONE ? null : bare!) : unescaped(inQuotes);
    rest = rest.slice(whole.length);
  }
  return { value: devices };
}

function unescaped(text: string): string {
  return text.replace(/\\x([0-9a-f]{2})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));
}
