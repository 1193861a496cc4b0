import { nfpathCommand } from './contenders.js';
import { figure, markdownTable } from './measure/markdown.js';
import { inRounds } from './measure/median.js';
import { timed, type Command } from './measure/run.js';

/** A kernel's ring buffer holds about so many lines. */
export const RING_BUFFER = 4000;

/** A table of what one waits for where there is next to nothing to read. */
export async function startupTable(log: string, rounds: number): Promise<string> {
  const node = 'node -e 0';
  const things: readonly { name: string; command: Command }[] = [
    { name: node, command: [process.execPath, '-e', '0'] },
    { name: 'nfpath --version', command: nfpathCommand('--version') },
    { name: 'nfpath analyze, 4,000 lines', command: nfpathCommand('analyze') },
  ];
  const seconds = await inRounds(things, rounds, ({ command }) => timed(command, log));
  const rows = things.map(({ name }) => {
    const own = seconds.get(name)!;
    return [`\`${name}\``, figure(own * 1e3), figure(own / seconds.get(node)!)];
  });
  return markdownTable([['', 'ms', '× node'], ...rows]);
}
