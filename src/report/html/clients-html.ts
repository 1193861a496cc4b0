import { NO_PORT } from '../../model/flow.js';
import { flowIds } from '../analyze/flow-heading.js';
import type { FlowGroup } from '../analyze/path-digest.js';
import { counted, grouped } from '../line.js';
import { endpointText } from '../names.js';
import type { PathsReport } from './html-report.js';
import { html, type Content, type Html } from './html.js';
import { PACKET_COLUMNS, packetCells } from './packet-columns.js';
import { packetsIn, type ServiceFlows } from './services.js';
import { tableHtml } from './table-html.js';

const MOST_CLIENTS = 100;

/** Who the flows of a service come from, folded, and how their packets ended. */
export function clientsHtml({ clients, flows }: ServiceFlows, report: PathsReport): Html {
  const listed = clients.slice(0, MOST_CLIENTS);
  const rest = clients.slice(MOST_CLIENTS);
  const packets = rest.reduce((total, client) => total + packetsIn(client), 0);
  const name =
    clients.length === 1 ? `1 client: ${clientText(clients[0]!, report)}` : counted(clients.length, 'client');
  return html`<details class="clients">
    <summary>${name}, ${counted(flows, 'flow')}</summary>
    ${tableHtml(
      'Clients and how their packets ended',
      [{ head: 'client' }, { head: 'flows' }, ...PACKET_COLUMNS],
      listed.map((client) => rowOf(client, report)),
    )}
    ${
      rest.length > 0
        ? html`<p class="rest">
            ${counted(rest.length, 'client')} more, with fewer packets (${grouped(packets)}): not listed.
          </p> `
        : null
    }
  </details>`;
}

function rowOf(client: FlowGroup, report: PathsReport): Content[] {
  const { ids, packets, paths } = client;
  const flows = ids.length === 1 ? `${ids[0]}` : `${grouped(ids.length)} (${flowIds(ids)})`;
  return [clientText(client, report), flows, ...packetCells(packets, paths)];
}

/** Its port, too, where it has one flow alone. */
function clientText({ ids, example }: FlowGroup, { names: { texts } }: PathsReport): string {
  const { client } = example;
  return endpointText(texts, ids.length > 1 ? { ...client, port: NO_PORT } : client);
}
