import type { Way } from '../../model/traffic.js';

/** Whether packets reached their end, or left for where nothing is traced. Others cannot go past a rule. */
export function gotThrough({ example: { fate } }: Way): boolean {
  return fate === 'delivered' || fate === 'sent';
}
