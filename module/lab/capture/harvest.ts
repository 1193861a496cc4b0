import fs from 'node:fs';
import path from 'node:path';
import type { Scenario } from '../scenarios.js';
import type { CaptureFolder } from './capture-folder.js';
import { complaints } from './complaints.js';
import { account, type Account } from './loss.js';
import { readLog } from './read-log.js';
import { split } from './split.js';
import { truths } from './truth.js';

/** What a machine's records came to. */
export interface Harvest {
  /** A line for each capture. */
  readonly report: string[];
  /** What is not as it must be. */
  readonly failures: string[];
}

/**
 * Makes captures of what scenarios recorded in a machine: a folder each, with `both.log` (the module's `truth=1`) or `format2.log`, and
 * whatever else is there is the kernel's own log. A kernel that complains, and entries that are missing where the scenario is none of
 * loss, are failures.
 */
export function harvest(handedOut: string, scenarios: readonly Scenario[], captures: CaptureFolder): Harvest {
  const report: string[] = [];
  const failures: string[] = [];
  for (const name of fs.readdirSync(handedOut)) {
    const scenario = scenarios.findLast((one) => name === one.name || name === `${one.name}-nft`);
    const folder = path.join(handedOut, name);
    const logs = fs.statSync(folder).isDirectory()
      ? fs.readdirSync(folder).map((log) => path.join(folder, log))
      : [folder];
    for (const file of logs) {
      const log = readLog(file);
      failures.push(...complaints(log).map((line) => `${name}: the kernel complains: ${line}`));
      const pass = path.basename(file, '.log');
      if (scenario === undefined || (pass !== 'both' && pass !== 'format2')) continue;
      try {
        const found = gather(log, name, pass, captures);
        captures.writeDescription(name, scenario.title, scenario.description);
        report.push(`${`${name} (${pass})`.padEnd(50)} ${sentence(found)}`);
        const wrong = unexpected(found, scenario);
        if (wrong !== undefined) failures.push(`${name} (${pass}): ${wrong}`);
      } catch (error) {
        failures.push(`${name} (${pass}): ${(error as Error).message}`);
      }
    }
  }
  return { report, failures };
}

interface Gathered extends Account {
  readonly packets: number;
}

function gather(
  log: readonly string[],
  name: string,
  pass: 'both' | 'format2',
  captures: CaptureFolder,
): Gathered {
  const { format1, format2, entries } = split(log);
  const truth = truths(entries);
  // In a machine that prints format 2 alone, packets overtake each other as they would without the other lines.
  const kind = pass === 'both' ? '.format2' : '.format2-alone';
  captures.writeLog(name, kind, format2);
  captures.writeTruth(name, kind, format2, truth.format2);
  if (truth.format1.length > 0) {
    captures.writeLog(name, '', format1);
    captures.writeTruth(name, '', format1, truth.format1);
  }
  return { ...account(log, entries), packets: new Set(truth.format2.map(({ packet }) => packet)).size };
}

function sentence({ entries, packets, printed, leftOut, gaps, cpus }: Gathered): string {
  const lost = printed - entries;
  const loss = lost === 0 ? 'nothing lost' : `${lost} lost, ${gaps} of them seen as gaps`;
  return `${entries} entries, ${packets} packets, ${cpus} CPUs; ${loss}${leftOut === 0 ? '' : `, ${leftOut} left out`}`;
}

function unexpected({ entries, printed, leftOut, gaps }: Account, { loses }: Scenario): string | undefined {
  const lost = printed - entries;
  if (entries === 0) return 'there are no entries in it';
  if (lost < gaps) return `${gaps} entries are missing by their numbers, and only ${lost} by the total`;
  if (!loses && lost + leftOut > 0) return `${lost} entries are lost and ${leftOut} left out`;
  if (loses && lost + leftOut === 0) return 'nothing was lost, although the scenario is one of loss';
  return undefined;
}
