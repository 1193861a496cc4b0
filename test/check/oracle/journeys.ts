import { FORWARD, LOCAL_IN, LOCAL_OUT, POST_ROUTING, PRE_ROUTING } from '../../../src/model/hook.js';
import type { Direction } from '../../../src/model/packet.js';
import {
  chance,
  HOST,
  type Firing,
  type Journey,
  type Node,
  type Random,
  type Tuple,
  type World,
} from './world.js';

/**
 * The ways of packets through hooks, by what the kernel does: ip_output.c, ip_forward.c, ip_input.c,
 * br_netfilter_hooks.c; NAT by nf_nat_proto.c: destinations change at PRE_ROUTING and LOCAL_OUT (priority -100), sources at
 * POST_ROUTING and LOCAL_IN (100).
 */

type Step = Omit<Firing, 'before' | 'after' | 'isSabotaged'> & { readonly isSabotaged?: boolean };

/** What the host's NAT makes of a packet: of its destination and of its source; null leaves them. */
interface Nat {
  readonly dst: string | null;
  readonly src: string | null;
}

/** A whole packet from one node to another; of `client`'s connection. */
export function journey(
  world: World,
  client: Node,
  clientPort: number,
  direction: Direction,
  random: Random,
): Journey {
  const { server, port, published } = world;
  const own = `${server.address}:${port}`;
  const from = `${client.address}:${clientPort}`;
  const usesDnat = published !== null && client !== server;
  const snat =
    usesDnat && isHairpin(client, server) && world.hairpinSnat ? `${gatewayOf(client)}:${clientPort}` : null;
  const target = usesDnat ? published : own;
  const [sender, receiver] = direction === 'original' ? [client, server] : [server, client];
  const tuple: Tuple =
    direction === 'original' ? { src: from, dst: target } : { src: own, dst: snat ?? from };
  const nat: Nat =
    direction === 'original'
      ? { dst: usesDnat ? own : null, src: snat }
      : { dst: snat === null ? null : from, src: usesDnat ? published : null };
  const passesHost = usesDnat && (direction === 'original' || snat !== null);
  const steps = stepsOf(world, sender, receiver, passesHost);
  return cut({ client, direction, firings: translated(steps, tuple, nat) }, random);
}

/** Client and server on one bridge: DNAT sends the packet back to where it came from. */
function isHairpin(client: Node, server: Node): boolean {
  return client.by === server.by && (client.by === 'docker0' || client.by === 'br1');
}

function gatewayOf({ by }: Node): string {
  return by === 'docker0' ? '172.17.0.1' : '172.18.0.1';
}

/** The hooks in their order; `viaHost`: the packet is written to the host, also where both are on one bridge. */
function stepsOf(world: World, from: Node, to: Node, viaHost: boolean): Step[] {
  if (from === to) return overLoopback(from);
  const isBypass = from.by === 'macvlan' || to.by === 'macvlan';
  const isBridged = from.by === to.by && !viaHost && from.by !== 'host' && from.by !== 'ens160';
  const middle = isBypass ? [] : isBridged ? bridged(world, to) : throughHost(world, from, to, viaHost);
  return [...(from === HOST ? [] : sent(from)), ...middle, ...(to === HOST ? [] : received(to))];
}

function overLoopback({ netns }: Node): Step[] {
  const lo = { netns, dev: 'lo', in: null, out: null };
  return [
    { ...lo, hook: LOCAL_OUT, out: 'lo', dev: null },
    { ...lo, hook: POST_ROUTING, out: 'lo' },
    { ...lo, hook: PRE_ROUTING, in: 'lo' },
    { ...lo, hook: LOCAL_IN, in: 'lo' },
  ];
}

function sent({ netns }: Node): Step[] {
  return [
    { netns, hook: LOCAL_OUT, in: null, out: 'eth0', dev: null },
    { netns, hook: POST_ROUTING, in: null, out: 'eth0', dev: 'eth0' },
  ];
}

function received({ netns }: Node): Step[] {
  return [
    { netns, hook: PRE_ROUTING, in: 'eth0', out: null, dev: 'eth0' },
    { netns, hook: LOCAL_IN, in: 'eth0', out: null, dev: 'eth0' },
  ];
}

function bridged({ bridgeNf }: World, to: Node): Step[] {
  if (!bridgeNf) return [];
  const bridge = to.by;
  const port = `veth${to.name}`;
  return [
    { netns: 'init', hook: PRE_ROUTING, in: bridge, out: null, dev: bridge },
    { netns: 'init', hook: FORWARD, in: bridge, out: bridge, dev: port },
    { netns: 'init', hook: POST_ROUTING, in: null, out: bridge, dev: port },
  ];
}

function throughHost(world: World, from: Node, to: Node, viaHost: boolean): Step[] {
  const out = to.by === 'host' ? 'lo' : to.by;
  if (from === HOST) {
    // Before DNAT the packet is routed to the published address, which is the host's own.
    const first = viaHost ? 'lo' : out;
    return [
      { netns: 'init', hook: LOCAL_OUT, in: null, out: first, dev: null },
      { netns: 'init', hook: POST_ROUTING, in: null, out, dev: out },
    ];
  }
  // With bridge-nf on, DNAT at the bridge sends a packet on within it: br_netfilter shows all three hooks.
  if (viaHost && from.by === to.by && world.bridgeNf) return bridged(world, to);
  const isFromBridge = from.by === 'docker0' || from.by === 'br1';
  const pre: Step = { netns: 'init', hook: PRE_ROUTING, in: from.by, out: null, dev: from.by };
  const pres =
    isFromBridge && world.bridgeNf && world.doublePre ? [pre, { ...pre, isSabotaged: true }] : [pre];
  if (to === HOST) return [...pres, { netns: 'init', hook: LOCAL_IN, in: from.by, out: null, dev: from.by }];
  return [
    ...pres,
    { netns: 'init', hook: FORWARD, in: from.by, out, dev: from.by },
    { netns: 'init', hook: POST_ROUTING, in: world.postKnowsIn ? from.by : null, out, dev: out },
  ];
}

/** Lets the host's NAT change the packet at its hooks, each end once. */
function translated(steps: readonly Step[], tuple: Tuple, nat: Nat): Firing[] {
  let now = tuple;
  return steps.map((step): Firing => {
    const before = now;
    if (step.netns === 'init' && step.isSabotaged !== true) {
      const { hook } = step;
      if ((hook === PRE_ROUTING || hook === LOCAL_OUT) && nat.dst !== null) now = { ...now, dst: nat.dst };
      if ((hook === POST_ROUTING || hook === LOCAL_IN) && nat.src !== null) now = { ...now, src: nat.src };
    }
    return { ...step, before, after: now, isSabotaged: step.isSabotaged === true };
  });
}

/** Some packets are dropped on their way, at a hook or below IP. */
function cut(whole: Pick<Journey, 'client' | 'direction' | 'firings'>, random: Random): Journey {
  const { firings } = whole;
  if (!chance(12, random) || firings.length < 2) return { ...whole, arrived: true };
  return { ...whole, firings: firings.slice(0, 1 + random(firings.length - 1)), arrived: false };
}
