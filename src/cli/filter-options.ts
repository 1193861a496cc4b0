import { Option, type Command } from 'commander';
import type { Fate } from '../model/packet.js';
import { PROTOCOL_NAMES, type ProtocolName } from '../model/protocol.js';
import type { Selection } from '../report/analyze/filter.js';
import { several, wholeNumber } from './arguments.js';

/** Which packets the user asks for. */
export interface FilterFlags {
  flow?: number[];
  host?: string;
  port?: number;
  protocol?: ProtocolName;
  inNetns?: string;
  fate?: Fate;
}

/** Adds the options that choose packets. */
export function addFilterOptions(command: Command): Command {
  return command
    .option('--flow <id>', 'only packets of this flow (may be repeated)', several(wholeNumber(1, 2 ** 31)))
    .option('--host <address>', 'only packets that carried this address at some hook')
    .option('--port <port>', 'only packets that carried this port at some hook', wholeNumber(0, 65_535))
    .addOption(new Option('--protocol <protocol>', 'only packets of this protocol').choices(PROTOCOL_NAMES))
    .option('--in-netns <namespace>', 'only packets that crossed this namespace (its name or pointer)')
    .addOption(
      new Option('--fate <fate>', 'only packets that ended so').choices([
        'delivered',
        'sent',
        'stopped',
        'open',
      ]),
    );
}

export function selectionOf({ flow, host, port, protocol, inNetns, fate }: FilterFlags): Selection {
  return { flows: flow, host, port, protocol, netns: inNetns, fate };
}
