import type { PathTally } from '../analyze/path-digest.js';
import { pathText } from '../analyze/path-text.js';
import { counted, duration, grouped } from '../line.js';
import { linesText } from '../findings/trail.js';
import { deviceText } from '../names.js';
import type { HtmlReport } from './html-report.js';
import { html, type Html } from './html.js';
import { linesHtml } from './line-html.js';
import type { ServiceFlows } from './services.js';

/** A distinct path, and how many packets of a service took it. */
export interface ShownPath {
  /** Unique in the page, from 1. */
  readonly number: number;
  readonly path: readonly [PathTally, number];
  readonly service: ServiceFlows;
  readonly isOpen: boolean;
}

/** A path that unfolds to its picture. */
export function pathHtml({ number, path, service, isOpen }: ShownPath, report: HtmlReport): Html {
  const [tally, count] = path;
  const { names } = report;
  const { example } = tally;
  const shown = { count, severalFlows: service.flows > 1 };
  const [, ...lines] = pathText(tally, shown, names);
  const content = html`<summary>${summaryOf(path, report)}</summary>
    ${linesHtml(lines, `Path ${number} as text`)}
    <p class="quiet">
      The first is packet ${example.id} of flow ${example.flow}, ${linesText(example, names)}.
    </p> `;
  return isOpen
    ? html`<details class="path" id="path-${number}" open>${content}</details> `
    : html`<details class="path" id="path-${number}">${content}</details> `;
}

const FATES = { delivered: 'good', sent: 'good', stopped: 'bad', open: 'warn' } as const;

function summaryOf([tally, count]: readonly [PathTally, number], { names }: HtmlReport): Html {
  const { direction, fate, entries } = tally.example;
  const time = tally.times[0]!.median;
  const out = fate === 'sent' ? ` out by ${deviceText(names.texts, entries.at(-1)!.out)}` : '';
  const about = tally.packets > 1 ? '~' : '';
  return html`<span class="direction">${direction}</span> <span class="times">×${grouped(count)}</span>
    <span class="${FATES[fate]}">${fate === 'open' ? "still open at the log's end" : fate}${out}</span>${
      entries.length > 1 && !Number.isNaN(time)
        ? html` <span class="quiet">${about}${duration(time)}</span>`
        : null
    }${tally.ambiguous > 0 ? html` <span class="warn">${counted(tally.ambiguous, 'packet')} ambiguous</span>` : null}`;
}
