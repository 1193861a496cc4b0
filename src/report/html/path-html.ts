import { destinationOf, sourceOf } from '../../model/entry.js';
import type { Packet } from '../../model/packet.js';
import type { SymbolId } from '../../model/symbol.js';
import { endingLine } from '../analyze/path-words.js';
import { linesText } from '../findings/trail.js';
import type { LanePicture } from '../lanes/lane-picture.js';
import { lanesOfPath } from '../lanes/lanes-of-path.js';
import { lanesSvg } from '../lanes/svg/lanes-svg.js';
import { grouped, type Line } from '../line.js';
import { endpointText, type LogNames } from '../names.js';
import type { HtmlReport } from './html-report.js';
import { html, pictureHtml, type Html } from './html.js';
import { lineHtml } from './line-html.js';
import type { ListedPath } from './listed-paths.js';
import { pathSteps } from './path-steps.js';
import type { ServiceFlows } from './services.js';
import { scrolling } from './table-html.js';

/** How a path is shown. */
export interface ShownPath extends ListedPath {
  readonly service: ServiceFlows;
  /** Which namespace is left of which. */
  readonly order: readonly SymbolId[];
  /** Whether it is unfolded from the beginning. */
  readonly isOpen: boolean;
}

/** A path that unfolds to its picture. */
export function pathHtml(path: ShownPath, report: HtmlReport): Html {
  const { number, isOpen } = path;
  const picture = pictureOf(path, report);
  const content = html`<summary>${lineHtml(summaryOf(path, report))}</summary>
    ${scrolling(`Picture of path ${number}`, pictureHtml(lanesSvg(picture, `picture-${number}`)), 'picture')}
    ${pathSteps(picture)}
    <p class="quiet">${placeText(path, report)}</p>`;
  return isOpen
    ? html`<details class="path" id="path-${number}" open>${content}</details>`
    : html`<details class="path" id="path-${number}">${content}</details>`;
}

function summaryOf({ number, tally, count }: ShownPath, { names: { texts } }: HtmlReport): Line {
  return [
    { text: `${number}  `, as: 'dim' },
    { text: tally.example.direction, as: 'bold' },
    ` ×${grouped(count)}  `,
    ...endingLine(tally, texts),
  ];
}

/** Its heading says whose addresses it shows. */
function pictureOf({ tally, count, order, service }: ShownPath, { names, marksOf }: HtmlReport): LanePicture {
  const marks = marksOf(tally.example, service.example);
  const picture = lanesOfPath({ tally, shown: { count, severalFlows: false }, marks }, order, names);
  return { ...picture, heading: [endsText(tally.example, names)] };
}

function placeText({ tally: { example, packets } }: ShownPath, { names }: HtmlReport): string {
  const which = packets === 1 ? 'Packet' : 'The first one is packet';
  return `${which} ${example.id} of flow ${example.flow}, ${endsText(example, names)}, ${linesText(example, names)}.`;
}

/** `10.10.10.3:38478 → 10.10.10.2:8081`, as the first entry has them. */
function endsText({ entries }: Packet, { texts }: LogNames): string {
  const first = entries[0]!;
  return `${endpointText(texts, sourceOf(first))} → ${endpointText(texts, destinationOf(first))}`;
}
