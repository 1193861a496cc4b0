import type { Packet } from '../../model/packet.js';
import { renderLine, type Line, type Span } from '../line.js';
import type { LogNames } from '../names.js';
import type { Look } from '../style.js';
import { laneOrder, lanesOfPath } from '../lanes/lanes-of-path.js';
import { lanesText } from '../lanes/text/lanes-text.js';
import type { PathForm } from './flows-text.js';
import { tallyOf, type PathTally } from './path-digest.js';
import { pathText } from './path-text.js';

/** One packet and its path, as text for a person who watches a log. */
export function packetText(packet: Packet, names: LogNames, look: Look, form: PathForm = 'list'): string {
  const tally = tallyOf(packet);
  const flow = { text: `flow ${packet.flow}`, as: 'bold' } as const;
  return linesOf(flow, tally, form, names, look)
    .map((line) => `${renderLine(line, look.style, look.width)}\n`)
    .join('');
}

function linesOf(flow: Span, tally: PathTally, form: PathForm, names: LogNames, { width }: Look): Line[] {
  const shown = { count: 1, severalFlows: false };
  if (form === 'lanes') {
    const picture = lanesOfPath({ tally, shown, marks: [] }, laneOrder([tally]), names);
    return lanesText({ ...picture, heading: [flow, '  ', ...picture.heading] }, width);
  }
  const [heading = [], ...path] = pathText(tally, shown, names);
  return [[flow, ...heading], ...path];
}
