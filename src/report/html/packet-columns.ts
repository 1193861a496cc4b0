import type { FlowGroup, PathTally } from '../analyze/path-digest.js';
import { grouped } from '../line.js';
import { html, type Content } from './html.js';
import { fatesOf } from './services.js';
import type { Column } from './table-html.js';

const FATES = ['delivered', 'sent', 'stopped', 'open'] as const;

/** Columns for packets: their directions, and how they ended. */
export const PACKET_COLUMNS: readonly Column[] = ['original', 'reply', ...FATES].map((head) => ({
  head,
  isNumber: true,
}));

/** The cells of these columns. */
export function packetCells(
  { original, reply }: FlowGroup['packets'],
  paths: Iterable<readonly [PathTally, number]>,
): Content[] {
  const fates = fatesOf(paths);
  const text = (count: number): string => (count === 0 ? '–' : grouped(count));
  return [
    ...[original, reply].map(text),
    ...FATES.map((fate) => {
      const isBad = fate === 'stopped' && fates.stopped > 0;
      return isBad ? html`<span class="bad">${text(fates[fate])}</span>` : text(fates[fate]);
    }),
  ];
}
