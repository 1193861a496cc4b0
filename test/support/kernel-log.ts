/**
 * Kernel logs described by the ways that packets take. A log knows which of its lines belong together, so a
 * test can hold the analysis against the truth:
 *
 *     const log = kernelLog([
 *       walk('skb1', '10.10.10.3:38478 > 10.10.10.2:8081', [
 *         'init/PRE_ROUTING ens160',
 *         'init/FORWARD ens160>docker0 dst=172.17.0.2:8080',
 *         'init/POST_ROUTING >docker0 +30',
 *       ]),
 *     ]);
 *
 * A step is `NETNS/HOOK IN>OUT`; a side that is missing was NULL. Behind it, in any order:
 * `@DEV` where skb->dev is another device than the hook usually leaves there, `src=` and `dst=` where NAT has
 * changed the tuple from here on, and `+N` where it comes N microseconds after the step before and not 10.
 */
import { HOOK_NAMES, type HookName } from '../../src/model/hook.js';

/** One firing of a hook as the kernel sees it; names stand for the pointers of namespaces and skbs. */
export interface HookRecord {
  readonly hook: HookName;
  readonly netns: string;
  readonly dev: string | null;
  readonly in: string | null;
  readonly out: string | null;
  readonly src: string;
  readonly dst: string;
  readonly skb: string;
}

interface TimedRecord extends HookRecord {
  /** Microseconds since its walk began. */
  readonly offset: number;
}

/** The way of one skb through hooks. */
export interface Walk {
  readonly records: readonly TimedRecord[];
  /** Kernel seconds at which it begins; 1 ms after what stands before it where this is not given. */
  readonly at: number | undefined;
}

/** How a kernel prints what is not there. */
export interface Dialect {
  /** A NULL pointer. */
  readonly nullPointer?: string;
}

/** A rendered log and what is true of it. */
export interface KernelLog {
  readonly text: string;
  readonly lines: readonly string[];
  /** For each walk, in the order given: the numbers (from 1) of its packet lines. */
  readonly packets: readonly (readonly number[])[];
}

export const MODULE_INIT = 'nftrace module init';
export const MODULE_EXIT = 'nftrace module exit';
export const SEPARATOR = '='.repeat(52);

const STEP_MICROS = 10;
const FIRST_SECOND = 100;

/** `record('init/FORWARD ens160>docker0', '10.0.0.1:1 > 10.0.0.2:2', 'a')`: one firing of one hook. */
export function record(place: string, tuple: string, skb: string): HookRecord {
  return walk(skb, tuple, [place]).records[0]!;
}

/** A packet's way, see the head of this file. */
export function walk(skb: string, tuple: string, steps: readonly string[], at?: number): Walk {
  let [src, dst] = tuple.split(' > ');
  let offset = -STEP_MICROS;
  const records = steps.map((step): TimedRecord => {
    const [place, ...words] = step.split(' ');
    const [netns, hook] = place!.split('/');
    if (!isHookName(hook)) throw new Error(`no hook in the step "${step}"`);
    let [sideIn, sideOut]: (string | undefined)[] = [];
    let dev: string | undefined;
    let gap = STEP_MICROS;
    for (const word of words) {
      if (word.startsWith('src=')) src = word.slice(4);
      else if (word.startsWith('dst=')) dst = word.slice(4);
      else if (word.startsWith('+')) gap = Number(word.slice(1));
      else if (word.startsWith('@')) dev = word.slice(1);
      else [sideIn, sideOut] = word.split('>');
    }
    offset += gap;
    const sides = { in: sideIn || null, out: sideOut || null };
    return {
      hook,
      netns: netns!,
      dev: dev ?? usualDevice(hook, sides),
      ...sides,
      src: src!,
      dst: dst!,
      skb,
      offset,
    };
  });
  return { records, at };
}

/**
 * Renders a log. An array within the parts is walks that overlap: their records are put in the order of
 * their times. A string is a line of the module's that is no record, or with a time stamp any line at all.
 */
export function kernelLog(
  parts: readonly (Walk | readonly Walk[] | string)[],
  dialect: Dialect = {},
): KernelLog {
  const lines: string[] = [];
  const packets: number[][] = [];
  let now = FIRST_SECOND * 1e6;
  for (const part of parts) {
    if (typeof part === 'string') {
      lines.push(part.startsWith('[') ? part : stamped(now, part));
      continue;
    }
    const walks = isWalk(part) ? [part] : part;
    const begin = now + 1000;
    const fired = walks.flatMap(({ records, at }, index) =>
      records.map((record) => ({
        record,
        packet: packets.length + index,
        micros: (at === undefined ? begin : Math.round(at * 1e6)) + record.offset,
      })),
    );
    packets.push(...walks.map(() => []));
    for (const { record, packet, micros } of fired.sort((a, b) => a.micros - b.micros)) {
      lines.push(...recordLines(record, dialect).map((line, i) => stamped(micros - 3 + i, line)));
      packets[packet]!.push(lines.length);
      now = micros;
    }
  }
  return { text: lines.map((line) => `${line}\n`).join(''), lines, packets };
}

/** The four lines of a record without their time stamps. */
export function recordLines(record: HookRecord, { nullPointer = '(null)' }: Dialect = {}): string[] {
  const netns = pointerOf(record.netns);
  const at = (device: string | null): string => (device === null ? nullPointer : netns);
  return [
    SEPARATOR,
    `DEV: ${record.dev ?? '(no dev)'}, NS: ${at(record.dev)}, INITNET: ${pointerOf('init')}`,
    `IN DEV: ${record.in ?? '(null)'}, NS: ${at(record.in)}, OUT DEV: ${record.out ?? '(null)'}, NS: ${at(record.out)}`,
    `[${HOOK_NAMES.indexOf(record.hook)}]: ${record.src}->${record.dst}, skb: ${pointerOf(record.skb)}`,
  ];
}

/** A line with its time stamp, in microseconds. */
export function stamped(micros: number, text: string): string {
  const seconds = String(Math.floor(micros / 1e6)).padStart(5);
  return `[${seconds}.${String(micros % 1e6).padStart(6, '0')}] [nftrace]: ${text}`;
}

/** The pointer that a name of a namespace or of an skb stands for. */
export function pointerOf(name: string): string {
  if (name === 'init') return 'ffffffff8d911640';
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(name)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return `ffff9710${hash.toString(16).padStart(8, '0')}`;
}

/**
 * Every order in which `lengths.length` CPUs can print so many lines each, a CPU's own lines staying in
 * order. An order lists, line by line, the index of the CPU that prints it.
 */
export function* interleavings(lengths: readonly number[]): Generator<readonly number[]> {
  if (lengths.every((length) => length === 0)) yield [];
  for (const [cpu, length] of lengths.entries()) {
    if (length === 0) continue;
    const rest = lengths.with(cpu, length - 1);
    for (const order of interleavings(rest)) yield [cpu, ...order];
  }
}

/** Merges the lines of several CPUs in a given order. */
export function interleave<Line>(cpus: readonly (readonly Line[])[], order: readonly number[]): Line[] {
  const next = cpus.map(() => 0);
  return order.map((cpu) => cpus[cpu]![next[cpu]!++]!);
}

function usualDevice(hook: HookName, sides: { in: string | null; out: string | null }): string | null {
  if (hook === 'LOCAL_OUT') return null;
  return hook === 'POST_ROUTING' ? sides.out : sides.in;
}

function isHookName(text: string | undefined): text is HookName {
  return HOOK_NAMES.some((name) => name === text);
}

function isWalk(part: Walk | readonly Walk[]): part is Walk {
  return 'records' in part;
}
