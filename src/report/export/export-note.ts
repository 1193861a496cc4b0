import { BASES, type Timeline } from './timeline.js';

/** What the times of an export are, in a line for each kind that there was. */
export function exportNote({ packets }: Timeline): string {
  return [...packets.keys()]
    .map((basis) => {
      const remedy = basis === 'uptime' ? ' (--boot-time says when that was)' : '';
      return `times are ${BASES[basis]}${remedy}\n`;
    })
    .join('');
}
