import { plainText } from '../line.js';
import type { Lane, LanePicture, LaneRow } from './lane-picture.js';

/** A picture in words, for whoever does not see it: one step a sentence, in the order of the way. */
export function describe({ heading, lanes, rows }: LanePicture): string {
  const steps = rows.map((row) => `${stepText(row, lanes)}.`);
  return [`${plainText(heading).trim()}.`, ...steps].join(' ');
}

function stepText(row: LaneRow, lanes: readonly Lane[]): string {
  switch (row.kind) {
    case 'station': {
      const doubt = row.isAmbiguous ? ', ambiguous' : '';
      return `${lanes[row.lane]!.name}: ${row.hook} ${row.devices}${row.time === '' ? '' : `, ${row.time}`}${doubt}`;
    }
    case 'crossing':
      return `From ${lanes[row.from]!.name} to ${lanes[row.to]!.name}`;
    case 'note':
      return row.text;
  }
}
