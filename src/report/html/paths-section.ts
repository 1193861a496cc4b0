import { serverText } from '../analyze/flow-heading.js';
import type { PathTally } from '../analyze/path-digest.js';
import { counted, grouped } from '../line.js';
import type { HtmlReport } from './html-report.js';
import { html, type Html } from './html.js';
import { clientsHtml } from './clients-html.js';
import type { Section } from './page.js';
import { pathHtml } from './path-html.js';
import { packetsIn, servicesOf, type ServiceFlows } from './services.js';

/** Nobody looks at more, and a browser shows a page of a few megabytes at once. */
const MOST_SERVICES = 200;
const MOST_PATHS = 200;
/** Paths that are unfolded from the beginning. */
const MOST_OPEN = 12;

/**
 * The flows by what they go to, and the distinct paths of their packets. Of very many services and paths those with the
 * most packets are there, and the others counted.
 */
export function pathsSection(report: HtmlReport): Section {
  const { names, digest, facts } = report;
  const services = servicesOf(digest.flowGroups, names);
  const listed = services.slice(0, MOST_SERVICES);
  const all = listed.flatMap(({ paths }) => paths);
  const drawn = new Set(all.toSorted(byCount).slice(0, MOST_PATHS));
  let number = 0;
  const blocks = listed.map((service) => {
    const own = service.paths.filter((path) => drawn.has(path));
    const paths = own.map((path) => {
      number++;
      return pathHtml({ number, path, service, isOpen: number <= MOST_OPEN }, report);
    });
    return serviceHtml(
      service,
      paths,
      service.paths.filter((path) => !drawn.has(path)),
      report,
    );
  });
  const rest = services.slice(MOST_SERVICES);
  return {
    id: 'paths',
    title: 'Flows and paths',
    body: html`<p class="lead">
        ${counted(facts.flows, 'flow')} to ${counted(services.length, 'service')}, folded to
        ${counted(
          services.reduce((total, { paths }) => total + paths.length, 0),
          'distinct path',
        )}.
        Clients that took the same path are together; addresses in a picture are those of the first packet.
      </p>
      ${blocks}${restHtml(rest)}${unlistedHtml(report)}`,
  };
}

function byCount([, a]: readonly [PathTally, number], [, b]: readonly [PathTally, number]): number {
  return b - a;
}

function serviceHtml(
  service: ServiceFlows,
  paths: readonly Html[],
  left: readonly (readonly [PathTally, number])[],
  report: HtmlReport,
): Html {
  const { example, packets } = service;
  const { names, traffic } = report;
  const boot = traffic.boots < 2 ? '' : `, boot ${example.boot + 1}`;
  const packetsLeft = left.reduce((total, [, count]) => total + count, 0);
  return html`<article class="service">
    <h3>${serverText(example, names.texts)}${boot}</h3>
    <p class="quiet">
      ${counted(service.flows, 'flow')}; ${grouped(packets.original)} original,
      ${counted(packets.reply, 'reply packet')}
    </p>
    ${clientsHtml(service, report)}
    ${paths}${
      left.length > 0
        ? html`<p class="rest">
            ${counted(left.length, 'path')} more of ${counted(packetsLeft, 'packet')} not drawn: nfpath
            analyze has all.
          </p> `
        : null
    }
  </article> `;
}

function restHtml(rest: readonly ServiceFlows[]): Html | null {
  if (rest.length === 0) return null;
  const flows = rest.reduce((total, service) => total + service.flows, 0);
  const packets = rest.reduce((total, service) => total + packetsIn(service), 0);
  return html`<p class="rest">
    ${counted(rest.length, 'service')} more, with fewer packets (${counted(flows, 'flow')},
    ${counted(packets, 'packet')}), not listed: nfpath analyze has all.
  </p> `;
}

/** What the digest itself could not keep. */
function unlistedHtml({ digest: { unlisted } }: HtmlReport): Html | null {
  const { packets, flows } = unlisted;
  if (packets + flows === 0) return null;
  return html`<p class="rest warn">
    ${counted(packets, 'packet')} and ${counted(flows, 'flow')} of still more paths, not listed: nfpath
    analyze --format json has all.
  </p> `;
}
