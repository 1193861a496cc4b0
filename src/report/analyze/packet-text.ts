import type { Packet } from '../../model/packet.js';
import { renderLine } from '../line.js';
import type { LogNames } from '../names.js';
import type { Look } from '../style.js';
import { tallyOf } from './path-digest.js';
import { pathText } from './path-text.js';

/** One packet and its path, as text for a person who watches a log. */
export function packetText(packet: Packet, names: LogNames, look: Look): string {
  const [heading = [], ...path] = pathText(tallyOf(packet), { count: 1, severalFlows: false }, names);
  return [[{ text: `flow ${packet.flow}`, as: 'bold' } as const, ...heading], ...path]
    .map((line) => `${renderLine(line, look.style, look.width)}\n`)
    .join('');
}
