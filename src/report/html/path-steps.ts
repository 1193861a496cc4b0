import { laneAfter, type LanePicture, type LaneRow } from '../lanes/lane-picture.js';
import { html, type Html } from './html.js';

/** A picture as a list, for windows that are too narrow for lanes: namespace by namespace, what happens in it. */
export function pathSteps({ lanes, rows }: LanePicture): Html {
  return html`<ol class="steps">
    ${visitsOf(rows).map(
      (visit) =>
        html`<li>
          <b>${lanes[laneAfter(visit[0]!)]!.name}</b>
          <ul>
            ${visit.flatMap((row) => (row.kind === 'crossing' ? [] : [rowHtml(row)]))}
          </ul>
        </li>`,
    )}
  </ol>`;
}

/** The rows cut where the packet comes into another namespace; a crossing begins a visit. */
function visitsOf(rows: readonly LaneRow[]): LaneRow[][] {
  const visits: LaneRow[][] = [[]];
  for (const row of rows) {
    if (row.kind === 'crossing') visits.push([row]);
    else visits.at(-1)!.push(row);
  }
  return visits;
}

/** A time is not cut from its unit. */
function rowHtml(row: Exclude<LaneRow, { kind: 'crossing' }>): Html {
  if (row.kind === 'note') return html`<li class="${row.as}">${row.text}</li>`;
  const doubt = row.isAmbiguous ? html`<span class="warn">? </span>` : null;
  return html`<li>
    ${doubt}${row.hook} <span class="dim">${row.devices} <span class="whole">${row.time}</span></span>
  </li>`;
}
