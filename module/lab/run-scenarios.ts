import fs from 'node:fs';
import path from 'node:path';
import { CaptureFolder } from './capture/capture-folder.js';
import { harvest } from './capture/harvest.js';
import { runGuest, type Guest } from './guest/guest.js';
import { scenarioPlan } from './guest/plan.js';
import { say } from './process.js';
import type { Scenario } from './scenarios.js';

export interface ScenarioRun {
  readonly scenarios: readonly Scenario[];
  /** Of the machine, whatever the scenarios ask for. */
  readonly cpus: number | undefined;
  /** Gets the captures. */
  readonly folder: string;
  readonly keep: boolean;
}

/**
 * Runs scenarios, as many as possible in one machine, and makes captures of what they recorded. Returns what is not as it must be.
 */
export async function runScenarios(
  guest: Omit<Guest, 'cpus' | 'logBuffer' | 'plan'>,
  run: ScenarioRun,
): Promise<string[]> {
  const captures = new CaptureFolder(run.folder, `linux-${guest.kernel.series}`);
  const machines = new Map<string, Scenario[]>();
  for (const scenario of run.scenarios) {
    const name = `${run.cpus ?? scenario.cpus}-cpus-log-${scenario.logBuffer}`;
    machines.set(name, [...(machines.get(name) ?? []), scenario]);
  }
  const failures: string[] = [];
  for (const [name, scenarios] of machines) {
    const { cpus, logBuffer } = scenarios[0]!;
    const handedOut = path.join(run.folder, 'machines', name);
    fs.rmSync(handedOut, { recursive: true, force: true });
    say(
      `booting Linux ${guest.kernel.release} on ${run.cpus ?? cpus} CPUs for ${scenarios.length} scenarios`,
    );
    const plan = scenarioPlan(scenarios.map((scenario) => scenario.name));
    failures.push(...(await runGuest({ ...guest, cpus: run.cpus ?? cpus, logBuffer, plan }, handedOut)));
    const { report, failures: found } = harvest(handedOut, scenarios, captures);
    for (const line of report) say(line);
    failures.push(...found);
  }
  if (!run.keep && failures.length === 0) fs.rmSync(path.join(run.folder, 'machines'), { recursive: true });
  return failures;
}
