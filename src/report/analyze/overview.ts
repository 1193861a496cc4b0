import type { Fate } from '../../model/packet.js';
import { bareTable } from '../bare-table.js';
import { counted, grouped } from '../line.js';
import { anyPortText, endpointText, type LogNames } from '../names.js';
import type { FlowGroup } from './path-digest.js';
import { flowIds, serverText } from './flow-heading.js';

const FATES: readonly Fate[] = ['delivered', 'sent', 'stopped', 'open'];
const HEAD = ['flows', 'client', 'server', 'original', 'reply', ...FATES];
const FIRST_NUMBER = HEAD.indexOf('original');

/** Nobody reads a longer table, and laying it out takes time that grows with its square. */
const MOST_ROWS = 20;

/** A row for each of the busiest groups of flows: how many packets went each way, and how they ended. */
export function overviewTable(groups: readonly FlowGroup[], names: LogNames): string[] {
  const byPackets = groups.toSorted((a, b) => packetsOf(b) - packetsOf(a));
  const busiest = new Set(byPackets.slice(0, MOST_ROWS));
  const rows = groups.filter((one) => busiest.has(one)).map((group) => rowOf(group, names));
  const aligns = HEAD.map((_, column) => (column < FIRST_NUMBER ? 'left' : 'right'));
  const rest = groups.length - busiest.size;
  return [
    ...bareTable([HEAD, ...rows], aligns),
    ...(rest > 0 ? [`… and ${counted(rest, 'group')} of flows with fewer packets`] : []),
  ];
}

function packetsOf({ packets }: FlowGroup): number {
  return packets.original + packets.reply;
}

function rowOf({ ids, example, packets, paths }: FlowGroup, { texts }: LogNames): string[] {
  const client = (ids.length > 1 ? anyPortText : endpointText)(texts, example.client);
  const fates = FATES.map((fate) => {
    let count = 0;
    for (const [tally, times] of paths) if (tally.example.fate === fate) count += times;
    return count;
  });
  const counts = [packets.original, packets.reply, ...fates].map(grouped);
  return [flowIds(ids), client, serverText(example, texts), ...counts];
}
