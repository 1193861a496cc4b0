import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { LogTruth } from './log/generate.js';
import { inRounds } from './measure/median.js';
import { figure, markdownTable } from './measure/markdown.js';

/** How far the pipeline goes; each stage has those before it in front. */
const STAGES = ['read', 'parse', 'assemble', 'correlate'] as const;
export type Stage = (typeof STAGES)[number];

const WHAT: Readonly<Record<Stage, string>> = {
  read: 'read, cut into whole lines',
  parse: 'recognise, intern',
  assemble: 'assemble entries',
  correlate: 'correlate packets, flows',
};

export function isStage(text: string | undefined): text is Stage {
  return STAGES.some((stage) => stage === text);
}

/**
 * Where the time goes: the pipeline is run up to each stage, and a stage takes what is added by it. Without the
 * correlator the assembler does not know where an skb was last; what it makes of that is counted to the correlator.
 */
export async function stageTable(log: string, truth: LogTruth, rounds: number): Promise<string> {
  const seconds = await inRounds(
    STAGES.map((name) => ({ name })),
    rounds,
    ({ name }) => secondsUpTo(name, log),
  );
  const whole = seconds.get('correlate')!;
  const rows = STAGES.map((stage, i) => {
    const own = seconds.get(stage)! - (i === 0 ? 0 : seconds.get(STAGES[i - 1]!)!);
    return [WHAT[stage], figure((own / truth.lines) * 1e9), `${((own / whole) * 100).toFixed(0)} %`];
  });
  const total = ['all (without the start of the process)', figure((whole / truth.lines) * 1e9), '100 %'];
  return markdownTable([['stage', 'ns a line', 'share'], ...rows, total]);
}

async function secondsUpTo(stage: Stage, log: string): Promise<number> {
  const script = path.join(import.meta.dirname, 'stage-process.ts');
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script, stage, log]);
  return Number(stdout);
}
