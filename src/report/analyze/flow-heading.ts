import type { Flow } from '../../model/flow.js';
import { protocolName } from '../../model/protocol.js';
import { counted, type Line, grouped } from '../line.js';
import { anyPortText, endpointText, type LogNames } from '../names.js';
import type { FlowGroup } from './path-digest.js';

/** Which flows these are, between whom, and how many packets went each way. */
export function groupHeading({ ids, example, packets }: FlowGroup, { texts }: LogNames): Line {
  const many = ids.length > 1;
  const client = (many ? anyPortText : endpointText)(texts, example.client);
  return [
    { text: many ? `${counted(ids.length, 'flow')} (${flowIds(ids)})` : `flow ${ids[0]}`, as: 'bold' },
    `  ${protocolName(example.protocol)}  ${client} → `,
    serverText(example, texts),
    `    ${grouped(packets.original)} original, ${grouped(packets.reply)} reply`,
  ];
}

/** `10.10.10.2:8081 ⇒ 172.17.0.2:8080` where the client wrote to another address than the server's. */
export function serverText({ published, server }: Flow, texts: LogNames['texts']): string {
  const own = endpointText(texts, server);
  return published === null ? own : `${endpointText(texts, published)} ⇒ ${own}`;
}

const MOST_RANGES = 4;

/** `1–3, 7, 9–12, …` */
export function flowIds(ids: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const id of [...ids].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === id - 1) run[1] = id;
    else runs.push([id, id]);
  }
  const shown = runs.slice(0, MOST_RANGES).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`));
  return [...shown, ...(runs.length > MOST_RANGES ? ['…'] : [])].join(', ');
}
