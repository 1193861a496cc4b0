import type { Draft, Drafts } from '../model/draft.js';
import { endpointKey, NO_PORT, type Endpoint } from '../model/flow.js';
import {
  INIT,
  SERVICE,
  serviceEndpointText,
  type Placement,
  type Rule,
  type Service,
  type ServiceEndpoint,
} from '../model/policy.js';
import { isGroupAddress } from '../model/group-address.js';
import { isIcmp } from '../model/protocol.js';
import { FIRST } from '../model/priority.js';
import type { SymbolTexts } from '../model/symbol.js';
import type { ServerTraffic } from '../model/traffic.js';
import { checkRule } from './check.js';
import { gotThrough } from './findings/got-through.js';
import { groupBy } from './group-by.js';
import { placeService, type NamedLog } from './placement.js';

/** Servers that a first policy lists; nobody edits a longer one. */
const MOST_SERVERS = 20;

/** Suggests a rule for each of the busiest servers of a log, and tries each suggestion on the log. */
export function draftPolicy(log: NamedLog): Drafts {
  const { traffic, texts } = log;
  const listed = traffic.servers.filter(({ server }) => isService(server, texts));
  const servers = groupBy(listed, ({ server }) => endpointKey(server))
    .map((parts) => ({
      service: serviceOf(parts, texts),
      packets: parts.reduce((sum, part) => sum + packetsOf(part), 0),
    }))
    .sort((a, b) => b.packets - a.packets);
  // What was stopped before DNAT looks like a server at the published address.
  const published = servers.flatMap(({ service }) => service.published.map(serviceEndpointText));
  const real = servers.filter(
    ({ service, packets }) => packets > 0 || !published.includes(serviceEndpointText(service.address)),
  );
  return {
    drafts: real.slice(0, MOST_SERVERS).map(({ service }) => draft(service, log)),
    unlisted: Math.max(real.length - MOST_SERVERS, 0),
  };
}

/** What pings a host, and neighbours asking for each other, is no service; nor is a group, or what only fragments were seen of. */
function isService({ protocol, address, port }: Endpoint, texts: SymbolTexts): boolean {
  return port !== NO_PORT && !isIcmp(protocol) && !isGroupAddress(texts.text(address));
}

function draft(service: Service, log: NamedLog): Draft {
  const placement = placeService(service, FIRST, log);
  const { inInit, beyondInit, packets } = placement;
  const sets = [...inInit, ...beyondInit].filter((set) => set.every(isInEveryPolicy));
  const rule = sets
    .flatMap((at) => candidates(service, at))
    .find((candidate) => checkRule(candidate, [], log).verdict === 'holds');
  return { service, packets: packets.through, placement, rule: rule ?? null };
}

/** Only these names of namespaces need no definition. */
function isInEveryPolicy({ namespace }: Placement): boolean {
  return namespace === INIT || namespace === SERVICE;
}

/**
 * Rules for one set of placements; what asks for more evidence comes first. None is for replies alone: where no
 * original packet got through, they are not the service's (a reset that the host sends, say).
 */
function candidates(service: Service, at: readonly Placement[]): Rule[] {
  return [['original', 'reply'] as const, ['original'] as const].map((directions) => ({
    name: `${service.name} guard`,
    protects: service,
    at,
    priority: FIRST,
    match: 'address',
    directions,
    from: null,
    devices: [],
    path: {},
    position: { line: 1, column: 1 },
  }));
}

function serviceOf(parts: readonly ServerTraffic[], texts: SymbolTexts): Service {
  const endpointOf = ({ protocol, address, port }: Endpoint): ServiceEndpoint => ({
    protocol,
    address: texts.text(address),
    port,
  });
  const address = endpointOf(parts[0]!.server);
  const published = parts.flatMap((part) => (part.published === null ? [] : [endpointOf(part.published)]));
  return {
    name: serviceEndpointText(address).replaceAll(/[[\]]/g, '').replaceAll(/[:/]/g, '-'),
    address,
    published: groupBy(published, serviceEndpointText).map((group) => group[0]!),
  };
}

function packetsOf({ ways }: ServerTraffic): number {
  return ways.filter(gotThrough).reduce((sum, { packets }) => sum + packets, 0);
}
