import type { Direction } from '../../../src/model/packet.js';

/** Whole numbers from 0 to below a limit, see `seeded`. */
export type Random = (limit: number) => number;

export function oneOf<Item>(items: readonly Item[], random: Random): Item {
  return items[random(items.length)]!;
}

export function chance(percent: number, random: Random): boolean {
  return random(100) < percent;
}

/** Somebody who can speak or be spoken to. */
export interface Node {
  readonly name: string;
  /** Its network namespace. */
  readonly netns: string;
  readonly address: string;
  /** How it is connected: the host itself, beyond ens160, on a bridge of the host, or by a device of its own. */
  readonly by: 'host' | 'ens160' | 'docker0' | 'br1' | 'macvlan';
}

export const HOST: Node = { name: 'host', netns: 'init', address: '10.10.10.2', by: 'host' };
export const EXT: Node = { name: 'ext', netns: 'ext', address: '10.10.10.3', by: 'ens160' };
export const PODS: readonly Node[] = [
  { name: 'a', netns: 'a', address: '172.17.0.2', by: 'docker0' },
  { name: 'b', netns: 'b', address: '172.17.0.4', by: 'docker0' },
  { name: 'c', netns: 'c', address: '172.18.0.2', by: 'br1' },
];
export const MACVLAN: Node = { name: 'm', netns: 'm', address: '10.10.10.20', by: 'macvlan' };

/** What hosts the packets and decides their ways. */
export interface World {
  readonly server: Node;
  readonly port: number;
  /** Where the host's DNAT sends clients from, if there is one. */
  readonly published: string | null;
  /** net.bridge.bridge-nf-call-iptables. */
  readonly bridgeNf: boolean;
  /** nftrace was loaded after the bridge: what br_netfilter has shown, IP shows once more (kernel 4.14 on). */
  readonly doublePre: boolean;
  /** POST_ROUTING knows the in-device of routed packets (kernel 5.7 on). */
  readonly postKnowsIn: boolean;
  /** What comes from a bridge to the published address is masqueraded, too. */
  readonly hairpinSnat: boolean;
  /** Namespaces in which the module is registered. */
  readonly traced: ReadonlySet<string>;
  readonly clients: readonly Node[];
}

/** A service in any place, and clients that can reach it. */
export function randomWorld(random: Random): World {
  const server = oneOf([PODS[0]!, PODS[0]!, PODS[0]!, PODS[2]!, HOST, MACVLAN], random);
  const hasDnat = (server.by === 'docker0' || server.by === 'br1') && chance(60, random);
  const bridgeNf = chance(50, random);
  const reachable =
    server === MACVLAN ? [EXT] : [EXT, HOST, ...PODS].filter((node) => node !== server || chance(30, random));
  const clients = reachable.filter(() => chance(60, random));
  return {
    server,
    port: 8080,
    published: hasDnat ? `${HOST.address}:8081` : null,
    bridgeNf,
    doublePre: chance(60, random),
    postKnowsIn: chance(60, random),
    hairpinSnat: !bridgeNf || chance(30, random),
    traced: randomTraced(server, random),
    clients: clients.length > 0 ? clients : [oneOf(reachable, random)],
  };
}

/**
 * Mostly all of the machine; the host beyond ens160 is another one. init always: without its entries nothing tells
 * whether packets come past it (docs/findings/bypassed.md).
 */
function randomTraced(server: Node, random: Random): ReadonlySet<string> {
  const machine = ['init', 'a', 'b', 'c', 'm'];
  if (chance(6, random)) return new Set(['init']);
  if (chance(6, random) && server !== HOST) return new Set(machine.filter((netns) => netns !== server.netns));
  return new Set(chance(50, random) ? [...machine, 'ext'] : machine);
}

/** Source and destination as `address:port`. */
export interface Tuple {
  readonly src: string;
  readonly dst: string;
}

/** One firing of one hook as it truly was. */
export interface Firing {
  readonly netns: string;
  readonly hook: number;
  readonly in: string | null;
  readonly out: string | null;
  readonly dev: string | null;
  /** The packet as it comes to the hook, and as it leaves it. */
  readonly before: Tuple;
  readonly after: Tuple;
  /** IP's own pass of what the bridge has shown: br_netfilter ends it at NF_IP_PRI_FIRST. */
  readonly isSabotaged: boolean;
}

/** A packet and what became of it. */
export interface Journey {
  readonly client: Node;
  readonly direction: Direction;
  readonly firings: readonly Firing[];
  /** It came to its end: the last hook, and not dropped in between. */
  readonly arrived: boolean;
}
