import { serviceEndpointText } from '../../model/policy.js';
import type { SightCounts } from '../../model/placement.js';
import { priorityName } from '../../model/priority.js';
import { bareTable } from '../bare-table.js';
import { placementText } from '../findings/evidence-text.js';
import { ledgerText, type Complaint } from '../ledger-text.js';
import { counted, grouped, renderLine, wrapped, type Line } from '../line.js';
import { endpointText } from '../names.js';
import type { PlaceReport } from './place-report.js';
import { conclusionOf, knownText, setText } from './place-words.js';
import type { Look } from '../style.js';

/** Nobody reads a longer table, and laying it out takes time that grows with its square. */
const MOST_ROWS = 40;
const MOST_ADDRESSES = 2;
const PROSE = 100;

/** The matrix of placements, the smallest sets that see everything, and why, for a person. */
export function placeText(
  report: PlaceReport,
  priority: number,
  complaints: readonly Complaint[],
  look: Look,
): string {
  const { placement, service, ledger, facts } = report;
  const own = serviceEndpointText(service.address);
  const { sights, inInit, beyondInit, packets } = placement;
  const rows = sights.slice(0, MOST_ROWS);
  const lines: Line[] = [
    [
      { text: own, as: 'bold' },
      `   ${counted(packets.through, 'packet')} got through; seen by a rule at ${priorityName(priority)}`,
    ],
    [],
    ...(rows.length > 0 ? [...matrix(report, MOST_ROWS).map((row): Line => [row]), []] : []),
    ...(sights.length > rows.length
      ? [[`… and ${counted(sights.length - rows.length, 'placement')} more: --format json has all`], []]
      : []),
    ...conclusionOf(report).flatMap((sentence) =>
      wrapped(sentence, Math.min(look.width, PROSE)).map((text): Line => [text]),
    ),
  ];
  const sets = inInit.length > 0 ? inInit : beyondInit;
  if (sets.length > 0) {
    lines.push([], ['Sees everything, best first:']);
    for (const set of sets) lines.push(['  ', { text: setText(set), as: 'good' }, knownText(set, placement)]);
  }
  lines.push([]);
  return (
    lines.map((line) => `${renderLine(line, look.style, look.width)}\n`).join('') +
    ledgerText(ledger, facts, complaints, look)
  );
}

function matrix({ placement: { sights }, names: { texts } }: PlaceReport, most: number): string[] {
  const classes = sights[0]!.counts;
  const titles = classes.map(({ direction }, i) =>
    classes[i - 1]?.direction === direction ? '' : direction,
  );
  const rows = sights.slice(0, most).map(({ at, counts, addresses, devices }) => [
    placementText(at),
    ...counts.map((count) => countText(count, counts)),
    addresses
      .slice(0, MOST_ADDRESSES)
      .map((end) => endpointText(texts, end))
      .join(' ') + (addresses.length > MOST_ADDRESSES ? ' …' : ''),
    KNOWN[devices.in],
    KNOWN[devices.out],
  ]);
  return bareTable(
    [
      ['', ...titles, '', '', ''],
      ['placement', ...classes.map(({ from }) => from ?? 'unknown'), 'sees', 'in', 'out'],
      ...rows,
    ],
    ['left', ...classes.map(() => 'right' as const), 'left', 'left', 'left'],
  );
}

const KNOWN = { always: 'yes', sometimes: 'some', never: 'no' } as const;

/** Seen of all; a dash where no packet of that direction crosses at all. */
function countText({ seen, total, direction }: SightCounts, all: readonly SightCounts[]): string {
  const crosses = all.some((count) => count.direction === direction && count.crossed > 0);
  return crosses ? `${grouped(seen)}/${grouped(total)}` : '–';
}
