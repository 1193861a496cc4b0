import type { Endpoint } from '../model/flow.js';
import type { Service } from '../model/policy.js';
import type { SymbolTexts } from '../model/symbol.js';
import type { Traffic, Way } from '../model/traffic.js';
import { isEndpoint } from './places.js';
import type { Wanted } from './traffic-collector.js';

/** The servers whose traffic a policy needs. */
export function wantedBy(services: readonly Service[], texts: SymbolTexts): Wanted {
  const names = (end: Endpoint | null): boolean =>
    end !== null &&
    services.some(({ address, published }) =>
      [address, ...published].some((wanted) => isEndpoint(texts, end, wanted)),
    );
  return (server, published) => names(server) || names(published);
}

/**
 * The ways of a service's packets. What was written to a published address counts where it did not come further;
 * what another server took in there, or answered, is not the service's.
 */
export function packetsOf(
  { address, published }: Service,
  { servers }: Traffic,
  texts: SymbolTexts,
): { own: Way[]; diverted: Way[] } {
  const own: Way[] = [];
  const diverted: Way[] = [];
  for (const traffic of servers) {
    if (isEndpoint(texts, traffic.server, address)) own.push(...traffic.ways);
    else if (published.some((end) => isEndpoint(texts, traffic.server, end))) {
      for (const way of traffic.ways) (isOnItsWay(way) ? own : diverted).push(way);
    } else if (traffic.published !== null && isEndpoint(texts, traffic.published, address)) {
      diverted.push(...traffic.ways);
    }
  }
  return { own, diverted };
}

function isOnItsWay({ direction, example }: Way): boolean {
  return direction === 'original' && example.fate !== 'delivered';
}
