import { serverText } from '../analyze/flow-heading.js';
import { counted, grouped } from '../line.js';
import { clientsHtml } from './clients-html.js';
import type { PathsReport } from './html-report.js';
import { html, type Content, type Html } from './html.js';
import type { ListedPaths, ListedService } from './listed-paths.js';
import { PACKET_COLUMNS, packetCells } from './packet-columns.js';
import type { Section } from './page.js';
import { pathHtml } from './path-html.js';
import type { ServiceFlows } from './services.js';
import { tableHtml } from './table-html.js';

/** Paths that are unfolded from the beginning. */
const MOST_OPEN = 12;

/** The flows by what they go to, and the distinct paths of their packets. */
export function pathsSection(report: PathsReport, listed: ListedPaths): Section {
  const { facts } = report;
  const services = counted(listed.services.length + listed.left.services, 'service');
  return {
    id: 'paths',
    title: 'Flows and paths',
    body: html`<p class="lead">
        ${counted((facts.shown ?? facts).flows, 'flow')} to ${services}, folded to
        ${counted(listed.paths, 'distinct path')}. Clients that took the same path are together; addresses in
        a picture are those of the first packet.
      </p>
      ${servicesTable(listed, report)}
      ${listed.services.map((service, i) => serviceHtml(service, i + 1, report))}${leftHtml(listed)}${unlistedHtml(report)}`,
  };
}

/** Where there are several, an overview that leads to each. */
function servicesTable({ services }: ListedPaths, report: PathsReport): Html | null {
  if (services.length < 2) return null;
  return tableHtml(
    'Services and how their packets ended',
    [{ head: 'service' }, { head: 'flows', isNumber: true }, ...PACKET_COLUMNS],
    services.map(({ service }, i): Content[] => [
      html`<a href="#service-${i + 1}">${serviceText(service, report)}</a>`,
      grouped(service.flows),
      ...packetCells(service.packets, service.paths),
    ]),
  );
}

function serviceText({ example }: ServiceFlows, { names, boots }: PathsReport): string {
  const boot = boots.numberOf(example.boot);
  return `${serverText(example, names.texts)}${boot === null ? '' : `, boot ${boot}`}`;
}

function serviceHtml({ service, paths, left }: ListedService, number: number, report: PathsReport): Html {
  const { packets } = service;
  return html`<article class="service" id="service-${number}">
    <h3>${serviceText(service, report)}</h3>
    <p class="quiet">
      ${counted(service.flows, 'flow')}; ${grouped(packets.original)} original,
      ${counted(packets.reply, 'reply packet')}
    </p>
    ${clientsHtml(service, report)}
    ${paths.map((path) => pathHtml({ ...path, service, isOpen: path.number <= MOST_OPEN }, report))}${
      left.paths === 0
        ? null
        : html`<p class="rest">
            ${counted(left.paths, 'path')} more of ${counted(left.packets, 'packet')}: not drawn. nfpath
            analyze has all.
          </p>`
    }
  </article>`;
}

function leftHtml({ left }: ListedPaths): Html | null {
  if (left.services === 0) return null;
  return html`<p class="rest">
    ${counted(left.services, 'service')} more, with fewer packets (${counted(left.flows, 'flow')},
    ${counted(left.packets, 'packet')}): not listed. nfpath analyze has all.
  </p>`;
}

/** What the digest itself could not keep. */
function unlistedHtml({ digest: { unlisted } }: PathsReport): Html | null {
  const { packets, flows } = unlisted;
  if (packets + flows === 0) return null;
  return html`<p class="rest warn">
    ${counted(packets, 'packet')} and ${counted(flows, 'flow')} of still more paths: not listed. nfpath
    analyze --format json has all.
  </p>`;
}
