import type { Flow } from '../model/flow.js';
import { counted, renderLine, type Line } from './line.js';
import { endpointText, type LogNames } from './names.js';
import type { FlowGroup, PathDigest, PathTally } from './path-digest.js';
import { pathText } from './path-text.js';
import type { Style } from './style.js';

/** How text is to look: colour or none, and the columns to cut lines to (Infinity in a pipe). */
export interface Look {
  readonly style: Style;
  readonly width: number;
}

/** The flows of a log, and below each its distinct paths, as text for a person. */
export function flowsText(digest: PathDigest, names: LogNames, look: Look): string {
  const blocks = digest.flowGroups.map((group) => groupLines(group, names));
  const { packets, flows } = digest.unlisted;
  if (packets + flows > 0) blocks.push([[{ text: unlistedText(packets, flows), as: 'warn' }]]);
  return blocks
    .flatMap((lines) => [...lines, []])
    .map((line) => `${renderLine(line, look.style, look.width)}\n`)
    .join('');
}

function groupLines(group: FlowGroup, names: LogNames): Line[] {
  const paths = [...group.paths].sort(byDirectionAndCount);
  return [
    groupHeading(group, names),
    ...paths.flatMap(([tally, count]) => [[], ...pathText(tally, count, names)]),
  ];
}

function groupHeading({ ids, example, packets }: FlowGroup, { texts }: LogNames): Line {
  const many = ids.length > 1;
  const client = endpointText(texts, example.client);
  return [
    { text: many ? `${counted(ids.length, 'flow')} (${ranges(ids)})` : `flow ${ids[0]}`, as: 'bold' },
    `  tcp  ${many ? client.replace(/:\d+$/, ':*') : client} → `,
    serverText(example, texts),
    `    ${packets.original.toLocaleString('en')} original, ${packets.reply.toLocaleString('en')} reply`,
  ];
}

/** `10.10.10.2:8081 ⇒ 172.17.0.2:8080` where the client wrote to another address than the server's. */
function serverText({ published, server }: Flow, texts: LogNames['texts']): string {
  const own = endpointText(texts, server);
  return published === null ? own : `${endpointText(texts, published)} ⇒ ${own}`;
}

function byDirectionAndCount([a, aCount]: [PathTally, number], [b, bCount]: [PathTally, number]): number {
  if (a.example.direction !== b.example.direction) return a.example.direction === 'original' ? -1 : 1;
  return bCount - aCount || a.example.id - b.example.id;
}

const MOST_RANGES = 4;

/** `1–3, 7, 9–12, …` */
function ranges(ids: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const id of [...ids].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === id - 1) run[1] = id;
    else runs.push([id, id]);
  }
  const shown = runs.slice(0, MOST_RANGES).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`));
  return [...shown, ...(runs.length > MOST_RANGES ? ['…'] : [])].join(', ');
}

function unlistedText(packets: number, flows: number): string {
  return `not listed: ${counted(packets, 'packet')} and ${counted(flows, 'flow')} of still more paths; --format json has all`;
}
