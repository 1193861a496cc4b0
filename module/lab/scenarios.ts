import fs from 'node:fs';
import path from 'node:path';

const FOLDER = path.join(import.meta.dirname, 'scenarios');

/** A scenario, as the comment at its script's head describes it. */
export interface Scenario {
  readonly name: string;
  /** What happens in it: `From outside to a published container port`. */
  readonly title: string;
  /** The drawing of its world, and what else there is to know. */
  readonly description: string;
  readonly cpus: number;
  /** Size of the kernel log's ring buffer. */
  readonly logBuffer: string;
  /** Whether entries are meant to be lost or left out in it. */
  readonly loses: boolean;
}

/** All scenarios, by name. */
export function scenarios(): Scenario[] {
  return fs
    .readdirSync(FOLDER)
    .filter((file) => file.endsWith('.sh'))
    .sort()
    .map((file) =>
      describeScenario(file.slice(0, -'.sh'.length), fs.readFileSync(path.join(FOLDER, file), 'utf8')),
    );
}

/** The scenarios with these names, or all. Throws where there is none with a name. */
export function chosen(all: readonly Scenario[], names: readonly string[]): Scenario[] {
  for (const name of names)
    if (!all.some((scenario) => scenario.name === name))
      throw new Error(`no scenario is called ${name}; see --list`);
  return all.filter(({ name }) => names.length === 0 || names.includes(name));
}

/**
 * Reads the head of a scenario's script: the title, what it asks of the machine (`cpus: 8`, `log_buf_len: 128K`, `loses: entries`), and, after an
 * empty comment line, the description.
 */
export function describeScenario(name: string, script: string): Scenario {
  const head = script.split('\n\n', 1)[0]!.split('\n');
  if (!head.every((line) => /^#( |$)/.test(line)))
    throw new Error(`${name}.sh does not begin with a comment`);
  const [title, ...rest] = head.map((line) => line.replace(/^# ?/, ''));
  const blank = rest.indexOf('');
  const wishes = new Map(
    rest.slice(0, Math.max(blank, 0)).map((line) => line.split(': ', 2) as [string, string]),
  );
  return {
    name,
    title: title!,
    description: rest.slice(blank + 1).join('\n'),
    cpus: Number(wishes.get('cpus') ?? 2),
    logBuffer: wishes.get('log_buf_len') ?? '64M',
    loses: wishes.has('loses'),
  };
}
