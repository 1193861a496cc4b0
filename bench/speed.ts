import { disagreements } from './agreement.js';
import { C, MAWK, type Contender } from './contenders.js';
import type { LogTruth } from './log/generate.js';
import { figure, markdownTable, megabytes } from './measure/markdown.js';
import { inRounds } from './measure/median.js';
import { timed, watched, type MemorySample } from './measure/run.js';

/**
 * A table of how fast all contenders read one log, and what they hold in memory. Throws where they do not agree on
 * what is in it: the speed of a wrong answer says nothing.
 */
export async function speedTable(
  contenders: readonly Contender[],
  log: string,
  truth: LogTruth,
  rounds: number,
): Promise<string> {
  const memory = new Map<string, readonly MemorySample[]>();
  const results = [];
  for (const contender of contenders) {
    const run = await watched(contender.command, log);
    memory.set(contender.name, run.memory);
    results.push({ contender, counts: contender.counts(run.stdout) });
  }
  const wrong = disagreements(results, truth);
  if (wrong.length > 0) throw new Error(`the counts do not agree:\n  ${wrong.join('\n  ')}`);
  const seconds = await inRounds(contenders, rounds, ({ command }) => timed(command, log));
  const ratio = (to: string, own: number): string => {
    const other = seconds.get(to);
    return other === undefined ? '–' : figure(other / own);
  };
  const rows = results.map(({ contender: { name }, counts }) => {
    const own = seconds.get(name)!;
    return [
      `\`${name}\``,
      figure(truth.lines / own / 1e6),
      figure(truth.bytes / own / 1e6),
      ratio(MAWK, own),
      ratio(C, own),
      peaks(memory.get(name)!),
      String(counts.entries ?? counts.records ?? '–'),
    ];
  });
  return markdownTable([
    ['', 'M lines/s', 'MB/s', '× mawk', 'of C', 'MB, first 40 %/all', 'entries'],
    ...rows,
  ]);
}

/** The most memory that was held while the first 40 % were read, and while all was. */
function peaks(samples: readonly MemorySample[]): string {
  const most = (some: readonly MemorySample[]): number => Math.max(0, ...some.map(({ bytes }) => bytes));
  return `${megabytes(most(samples.filter(({ read }) => read <= 0.4)))}/${megabytes(most(samples))}`;
}
