import { serviceEndpointText } from '../../model/policy.js';
import type { SightCounts } from '../../model/placement.js';
import { priorityName } from '../../model/priority.js';
import { placementText } from '../findings/evidence-text.js';
import { counted, grouped } from '../line.js';
import { endpointText } from '../names.js';
import type { PlaceReport } from '../place/place-report.js';
import { conclusionOf, knownText, setText } from '../place/place-words.js';
import type { CheckedPolicy, HtmlReport, ServicePlacement } from './html-report.js';
import { html, type Content, type Html } from './html.js';
import type { Section } from './page.js';
import { restText } from './rest-text.js';
import { tableHtml } from './table-html.js';

const MOST_ROWS = 100;
const MOST_ADDRESSES = 4;

/** For each service of a policy, what a rule at each placement would see, and what sees everything. */
export function placementSection(report: HtmlReport, check: CheckedPolicy): Section {
  return {
    id: 'placements',
    title: 'Placements',
    body: html`<p class="lead">
        What a rule at each placement would see of the packets that got through. A star marks where a rule of
        the policy sits.
      </p>
      ${check.placements.map((one) => serviceHtml(one, report, check))}`,
  };
}

function serviceHtml(one: ServicePlacement, report: HtmlReport, { verdicts }: CheckedPolicy): Html {
  const { service, priority, placement } = one;
  const { names, facts, ledger } = report;
  const own = serviceEndpointText(service.address);
  const place: PlaceReport = { service, placement, facts, ledger, names };
  const { inInit, beyondInit, packets } = placement;
  const sets = inInit.length > 0 ? inInit : beyondInit;
  const taken = new Set(
    verdicts
      .filter(({ rule }) => rule.protects.name === service.name && rule.priority === priority)
      .flatMap(({ rule }) => rule.at.map(placementText)),
  );
  return html`<article class="card">
    <h3>${service.name} <span class="quiet">${own}</span></h3>
    <p>${counted(packets.through, 'packet')} got through; seen by a rule at ${priorityName(priority)}.</p>
    ${placement.sights.length === 0 ? null : matrix(one, taken, report)}
    ${conclusionOf(place).map((sentence) => html`<p>${sentence}</p> `)}${
      sets.length === 0
        ? null
        : html`<p>Sees everything, best first:</p>
            <ol>
              ${sets.map((set) => html`<li><span class="good">${setText(set)}</span>${knownText(set, placement)}</li>`)}
            </ol> `
    }
  </article> `;
}

function matrix(
  { service, placement: { sights } }: ServicePlacement,
  taken: ReadonlySet<string>,
  { names: { texts } }: HtmlReport,
): Html {
  const classes = sights[0]!.counts;
  const rows = sights.slice(0, MOST_ROWS).map(({ at, counts, addresses, devices }): Content[] => {
    const place = placementText(at);
    return [
      taken.has(place)
        ? html`${place} <span class="star" role="img" aria-label="a rule of the policy sits there">★</span>`
        : place,
      ...counts.map((count) => countHtml(count, counts)),
      addresses
        .slice(0, MOST_ADDRESSES)
        .map((end) => endpointText(texts, end))
        .join(' ') +
        (addresses.length > MOST_ADDRESSES ? ` and ${addresses.length - MOST_ADDRESSES} more` : ''),
      KNOWN[devices.in],
      KNOWN[devices.out],
    ];
  });
  const columns = [
    { head: 'placement' },
    ...classes.map(({ direction, from }) => ({ head: `${direction}, ${from ?? 'unknown'}`, isNumber: true })),
    { head: 'sees' },
    { head: 'in' },
    { head: 'out' },
  ];
  return html`${tableHtml(`Placements for ${service.name}`, columns, rows)}
  ${restText(sights.length - rows.length, 'placement', 'not listed')}`;
}

const KNOWN = { always: 'yes', sometimes: 'some', never: 'no' } as const;

/** Seen of all; a dash where no packet of that direction crosses at all. */
function countHtml({ seen, total, direction }: SightCounts, all: readonly SightCounts[]): Content {
  const crosses = all.some((count) => count.direction === direction && count.crossed > 0);
  if (!crosses) return '–';
  const text = `${grouped(seen)}/${grouped(total)}`;
  return seen === total
    ? html`<span class="good">${text}</span>`
    : seen === 0
      ? text
      : html`<span class="warn">${text}</span>`;
}
