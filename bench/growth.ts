import { nfpathCommand } from './contenders.js';
import type { LogPlan } from './log/generate.js';
import { USUAL, withLog } from './logs.js';
import { figure, markdownTable, megabytes } from './measure/markdown.js';
import { inRounds } from './measure/median.js';
import { timed, watched } from './measure/run.js';

type Case = readonly [name: string, plan: Partial<LogPlan>];

const COMMAND = nfpathCommand('analyze', '--summary');

/** One CPU, so every record is in one piece. */
const CLEAN: Partial<LogPlan> = { cpus: 1 };

/** Logs that are made to hurt. */
const CASES: readonly Case[] = [
  ['the clean log, twice as long', { cpus: 1, lines: 2 }],
  ['the clean log, four times as long', { cpus: 1, lines: 4 }],
  ['2 CPUs, a tenth of the records torn', {}],
  ['2 CPUs, a third of the records torn', { tearing: 0.2 }],
  ['2 CPUs, all records interleaved', { tearing: 1 }],
  ['2 CPUs that interrupt each other', { interruption: 0.03 }],
  ['the same, every packet a flow of its own', { interruption: 0.03, packetsPerFlow: 1 }],
  ['4 CPUs, all records interleaved', { cpus: 4, tearing: 1 }],
  ['8 CPUs, a tenth of the records torn', { cpus: 8, tearing: 0.012 }],
  ['8 CPUs, all records interleaved', { cpus: 8, tearing: 1 }],
  ['1 CPU, one skb address for all', { cpus: 1, skbs: 1 }],
  ['1 CPU, a million skb addresses', { cpus: 1, skbs: 1 << 20 }],
  ['1 CPU, every packet a flow of its own', { cpus: 1, packetsPerFlow: 1 }],
  ['1 CPU, two namespaces of its own for every packet', { cpus: 1, packetsPerFlow: 1, namespaces: 1e9 }],
];

/**
 * A table of what a line costs in cases that are made to hurt, each measured in turns with the clean log. `lines` of a
 * plan are parts of `lines`.
 */
export async function growthTable(folder: string, lines: number, rounds: number): Promise<string> {
  const planned = (plan: Partial<LogPlan>): LogPlan => ({
    ...USUAL,
    ...plan,
    lines: Math.round((plan.lines ?? 1) * lines),
  });
  const rows = await withLog(folder, planned(CLEAN), async (clean, cleanTruth) => {
    const measured: string[][] = [];
    for (const [name, plan] of CASES) {
      await withLog(folder, planned(plan), async (log, truth) => {
        const { memory } = await watched(COMMAND, log);
        const logs = [
          { name: 'clean', log: clean, count: cleanTruth.lines },
          { name, log, count: truth.lines },
        ];
        const nanoseconds = await inRounds(
          logs,
          rounds,
          async (one) => ((await timed(COMMAND, one.log)) / one.count) * 1e9,
        );
        const own = nanoseconds.get(name)!;
        const most = Math.max(0, ...memory.map(({ bytes }) => bytes));
        measured.push([name, figure(own), figure(own / nanoseconds.get('clean')!), megabytes(most)]);
      });
    }
    return measured;
  });
  return markdownTable([['', 'ns a line', '× clean', 'MB'], ...rows]);
}
