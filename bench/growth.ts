import { nfpathCommand } from './contenders.js';
import type { LogPlan } from './log/generate.js';
import { USUAL, withLog } from './logs.js';
import { figure, markdownTable, megabytes } from './measure/markdown.js';
import { median } from './measure/median.js';
import { timed, watched } from './measure/run.js';

type Case = readonly [name: string, plan: Partial<LogPlan>];

/** Logs that are made to hurt, and the clean one that they are compared with. */
const CASES: readonly Case[] = [
  ['1 CPU, every record in one piece', { cpus: 1 }],
  ['the same, half as long', { cpus: 1, lines: 0.5 }],
  ['the same, twice as long', { cpus: 1, lines: 2 }],
  ['2 CPUs, a tenth of the records torn', {}],
  ['2 CPUs, a third of the records torn', { tearing: 0.2 }],
  ['2 CPUs, all records interleaved', { tearing: 1 }],
  ['4 CPUs, all records interleaved', { cpus: 4, tearing: 1 }],
  ['8 CPUs, a tenth of the records torn', { cpus: 8, tearing: 0.012 }],
  ['8 CPUs, all records interleaved', { cpus: 8, tearing: 1 }],
  ['1 CPU, one skb address for all', { cpus: 1, skbs: 1 }],
  ['1 CPU, a million skb addresses', { cpus: 1, skbs: 1 << 20 }],
  ['1 CPU, every packet a flow of its own', { cpus: 1, packetsPerFlow: 1 }],
  ['1 CPU, a million namespaces', { cpus: 1, packetsPerFlow: 1, namespaces: 1e6 }],
];

/** A table of what a line costs in cases that are made to hurt. `lines` of a plan are parts of `lines`. */
export async function growthTable(folder: string, lines: number, rounds: number): Promise<string> {
  const rows: string[][] = [];
  let clean = NaN;
  for (const [name, plan] of CASES) {
    const whole = { ...USUAL, ...plan, lines: Math.round((plan.lines ?? 1) * lines) };
    const { nanoseconds, memory } = await withLog(folder, whole, async (log, truth) => {
      const command = nfpathCommand('analyze', '--summary');
      const run = await watched(command, log);
      const seconds: number[] = [];
      for (let round = 0; round < rounds; round++) seconds.push(await timed(command, log));
      return {
        nanoseconds: (median(seconds) / truth.lines) * 1e9,
        memory: Math.max(0, ...run.memory.map(({ bytes }) => bytes)),
      };
    });
    if (Number.isNaN(clean)) clean = nanoseconds;
    rows.push([name, figure(nanoseconds), figure(nanoseconds / clean), megabytes(memory)]);
  }
  return markdownTable([['', 'ns a line', '× clean', 'MB'], ...rows]);
}
