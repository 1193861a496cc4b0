import Table from 'cli-table3';
import type { Fate } from '../model/packet.js';
import { endpointText, type LogNames } from './names.js';
import type { FlowGroup } from './path-digest.js';
import { flowIds, serverText } from './flow-heading.js';

const FATES: readonly Fate[] = ['delivered', 'sent', 'stopped', 'open'];
const HEAD = ['flows', 'client', 'server', 'original', 'reply', ...FATES];
const FIRST_NUMBER = HEAD.indexOf('original');

/** No frame: two spaces between the columns, and no lines between the rows. */
const EDGES = [
  'top',
  'top-mid',
  'top-left',
  'top-right',
  'bottom',
  'bottom-mid',
  'bottom-left',
  'bottom-right',
];
const RULES = ['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid'];
const BARE = { ...Object.fromEntries([...EDGES, ...RULES].map((part) => [part, ''])), middle: '  ' };

/** A line for each group of flows: how many packets went each way, and how they ended. */
export function overviewTable(groups: readonly FlowGroup[], names: LogNames): string[] {
  const table = new Table({
    head: HEAD,
    chars: BARE,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colAligns: HEAD.map((_, column) => (column < FIRST_NUMBER ? 'left' : 'right')),
  });
  for (const group of groups) table.push(rowOf(group, names));
  return table.toString().split('\n');
}

function rowOf({ ids, example, packets, paths }: FlowGroup, { texts }: LogNames): string[] {
  const client = endpointText(texts, example.client);
  const fates = FATES.map((fate) => {
    let count = 0;
    for (const [tally, times] of paths) if (tally.example.fate === fate) count += times;
    return count;
  });
  const counts = [packets.original, packets.reply, ...fates].map((count) => count.toLocaleString('en'));
  return [
    flowIds(ids),
    ids.length > 1 ? client.replace(/\d+$/, '*') : client,
    serverText(example, texts),
    ...counts,
  ];
}
