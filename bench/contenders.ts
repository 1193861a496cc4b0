import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseJobResult } from './baselines/job.js';
import { isInstalled, LOG, type Command } from './measure/run.js';

/** What a program says of a log; what it does not count is not there. */
export interface Counts {
  readonly lines?: number;
  readonly foreign?: number;
  readonly trace?: number;
  readonly malformed?: number;
  readonly entries?: number;
  readonly packets?: number;
  readonly flows?: number;
  /** What comes nearest to entries: greedily put together, or packet lines. */
  readonly records?: number;
  /** The whole result of the baselines' job. */
  readonly job?: string;
}

/** Something that reads the log on its standard input. */
export interface Contender {
  readonly name: string;
  readonly command: Command;
  counts(stdout: string): Counts;
}

export const NFPATH = 'nfpath analyze --summary';
export const NFPATH_JSON = 'nfpath analyze --format json';
export const MAWK = 'mawk';
export const C = 'C';

const HERE = import.meta.dirname;
const CLI = path.join(HERE, '../bin/nfpath.js');
const baseline = (name: string): string => path.join(HERE, 'baselines', name);

/** lnav has no notion of a record: it is asked how many packet lines there are (0.11 misses some behind noise). */
const PACKET_LINES = ";SELECT count(*) AS packet_lines FROM all_logs WHERE log_text LIKE '%, skb: %'";

/** The command line of nfpath, as users start it. */
export function nfpathCommand(...args: string[]): Command {
  return [process.execPath, CLI, ...args];
}

/** Everything that is measured, the slowest last. `workFolder` is where the C program is compiled to. */
function allContenders(workFolder: string): (Contender & { readonly versionFlag?: string })[] {
  return [
    {
      name: 'wc -l',
      command: ['wc', '-l'],
      counts: (stdout) => ({ lines: Number(stdout) }),
    },
    {
      name: 'grep -c',
      // With /dev/null for its output grep would stop at the first line.
      command: ['sh', '-c', "grep -cF '[nftrace]: ' | cat"],
      counts: (stdout) => ({ trace: Number(stdout) }),
    },
    { name: C, command: [path.join(workFolder, 'group')], counts: jobCounts },
    {
      name: NFPATH,
      command: nfpathCommand('analyze', '--summary'),
      counts: summaryCounts,
    },
    {
      name: NFPATH_JSON,
      command: nfpathCommand('analyze', '--format', 'json'),
      counts: summaryCounts,
    },
    {
      name: 'nfpath check',
      command: nfpathCommand('check', '--policy', path.join(HERE, 'policy.yaml'), '--format', 'json'),
      counts: summaryCounts,
    },
    { name: MAWK, command: ['mawk', '-f', baseline('group.awk')], counts: jobCounts, versionFlag: '-Wv' },
    { name: 'perl', command: ['perl', baseline('group.pl')], counts: jobCounts },
    { name: 'gawk', command: ['gawk', '-f', baseline('group.awk')], counts: jobCounts },
    {
      name: 'lnav',
      command: ['lnav', '-n', '-c', PACKET_LINES, '-c', ':write-csv-to -', LOG],
      counts: (stdout) => ({ records: Number(stdout.split('\n')[1]) }),
      versionFlag: '-V',
    },
  ];
}

/** The contenders that are installed, and the names of those that are not. */
export async function contenders(workFolder: string): Promise<{ found: Contender[]; missing: string[] }> {
  const found: Contender[] = [];
  const missing: string[] = [];
  for (const contender of allContenders(workFolder)) {
    const isThere =
      contender.name === C
        ? compiles(contender.command[0])
        : await isInstalled(contender.command[0], contender.versionFlag);
    if (isThere) found.push(contender);
    else missing.push(contender.name);
  }
  return { found, missing };
}

function compiles(program: string): boolean {
  const flags = ['-O3', '-march=native', '-o', program, baseline('group.c')];
  return spawnSync('cc', flags, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}

function jobCounts(stdout: string): Counts {
  const { all, ...counts } = parseJobResult(stdout);
  return { ...counts, trace: counts.lines - counts.foreign - counts.malformed, job: all };
}

interface Summary {
  readonly lines: { total: number; trace: number; foreign: number; malformed: number };
  readonly entries: { total: number };
  readonly packets: number;
  readonly flows: number;
}

/** `nfpath check` reports of the packets and flows of its services alone. */
function summaryCounts(stdout: string): Counts {
  const { lines, entries, packets, flows } = JSON.parse(stdout.trimEnd().split('\n').at(-1)!) as Summary;
  const { trace, foreign, malformed } = lines;
  return { lines: lines.total, trace, foreign, malformed, entries: entries.total, packets, flows };
}
