import { Option, type Command } from 'commander';
import { seconds } from './arguments.js';

/** Adds `--follow` with this description, and what goes with it. */
export function addFollowOptions(command: Command, description: string): Command {
  return command
    .option('--follow', description)
    .addOption(
      new Option(
        '--idle <seconds>',
        'with --follow: a packet is complete when nothing of it came for so long',
      )
        .argParser(seconds)
        .default(1),
    );
}
