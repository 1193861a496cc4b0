import { destinationOf, sourceOf } from '../../model/entry.js';
import type { Packet } from '../../model/packet.js';
import { endingLine } from '../analyze/path-words.js';
import { linesText } from '../findings/trail.js';
import type { LanePicture } from '../lanes/lane-picture.js';
import { laneOrder, lanesOfPath } from '../lanes/lanes-of-path.js';
import { lanesSvg } from '../lanes/svg/lanes-svg.js';
import { grouped, type Line } from '../line.js';
import { endpointText, type LogNames } from '../names.js';
import type { PathsReport } from './html-report.js';
import { html, pictureHtml, type Html } from './html.js';
import { lineHtml } from './line-html.js';
import type { ListedPath } from './listed-paths.js';
import { pathSteps } from './path-steps.js';
import type { ServiceFlows } from './services.js';
import { scrolling } from './table-html.js';

/** How a path is shown. */
export interface ShownPath extends ListedPath {
  readonly service: ServiceFlows;
  /** Whether it is unfolded from the beginning. */
  readonly isOpen: boolean;
}

/** A path that unfolds to its picture. Links lead into it, as browsers unfold what they go into. */
export function pathHtml(path: ShownPath, report: PathsReport): Html {
  const { number, isOpen } = path;
  const picture = pictureOf(path, report);
  const svg = pictureHtml(lanesSvg(picture, `picture-${number}`));
  const content = html`<summary>${lineHtml(summaryOf(path, report))}</summary>
    <span class="anchor" id="path-${number}"></span>
    ${scrolling(`Picture of path ${number}`, svg, `picture ${widthClass(picture)}`)} ${pathSteps(picture)}
    <p class="quiet">${placeText(path, report)}</p>`;
  return isOpen
    ? html`<details class="path" open>${content}</details>`
    : html`<details class="path">${content}</details>`;
}

/** More lanes are wider, and may not shrink as far. */
function widthClass({ lanes }: LanePicture): string {
  return `lanes-${lanes.length > 4 ? 'many' : lanes.length}`;
}

function summaryOf({ number, tally, count }: ShownPath, { names: { texts } }: PathsReport): Line {
  return [
    { text: `${number}  `, as: 'dim' },
    { text: tally.example.direction, as: 'bold' },
    ` ×${grouped(count)}  `,
    ...endingLine(tally, texts),
  ];
}

/** Its heading says whose addresses it shows; the client is at the left. */
function pictureOf({ tally, count, service }: ShownPath, { names, marksOf }: PathsReport): LanePicture {
  const marks = marksOf(tally.example, service.example);
  const shown = { count, severalFlows: service.flows > 1 };
  const picture = lanesOfPath({ tally, shown, marks }, laneOrder([tally]), names);
  return { ...picture, heading: [endsText(tally.example, names)] };
}

function placeText({ tally: { example, packets } }: ShownPath, { names }: PathsReport): string {
  const which = packets === 1 ? 'Packet' : 'The first one is packet';
  return `${which} ${example.id} of flow ${example.flow}, ${endsText(example, names)}, ${linesText(example, names)}.`;
}

/** `10.10.10.3:38478 → 10.10.10.2:8081`, as the first entry has them. */
function endsText({ entries }: Packet, { texts }: LogNames): string {
  const first = entries[0]!;
  return `${endpointText(texts, sourceOf(first))} → ${endpointText(texts, destinationOf(first))}`;
}
