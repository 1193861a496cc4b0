/** One firing of one hook: what of its four lines depends on the packet's way, and nothing of the packet. */
interface Step {
  readonly hook: number;
  readonly netns: string;
  /** skb->dev, in-device and out-device; null where there is none. */
  readonly dev: string | null;
  readonly in: string | null;
  readonly out: string | null;
  readonly from: string;
  readonly to: string;
}

/** A packet's way through hooks. */
export type Way = readonly Step[];

const INIT = 'ffffffff8d911640';
const HOST = '10.10.10.2';
const UPLINK = 'ens160';
const BRIDGE = 'docker0';
const [PRE_ROUTING, LOCAL_IN, FORWARD, LOCAL_OUT, POST_ROUTING] = [0, 1, 2, 3, 4];

/** A container: its namespace and address. */
export interface Container {
  readonly netns: string;
  readonly address: string;
}

/** The two ways of a connection's packets. */
export interface Connection {
  readonly original: Way;
  readonly reply: Way;
}

/** A client outside calls a published port: DNAT on the host. */
export function published(client: string, server: Container): Connection {
  const service = `${server.address}:8080`;
  return {
    original: [
      ...routed(UPLINK, BRIDGE, client, `${HOST}:8081`, client, service),
      ...received(server, client, service),
    ],
    reply: [...sent(server, service, client), ...routed(BRIDGE, UPLINK, service, client, service, client)],
  };
}

/** A container calls out: SNAT behind the host's POST_ROUTING, undone behind its PRE_ROUTING. */
export function masqueraded(client: Container, port: number, server: string): Connection {
  const own = `${client.address}:${port}`;
  return {
    original: [...sent(client, own, server), ...routed(BRIDGE, UPLINK, own, server, own, server)],
    reply: [
      ...routed(UPLINK, BRIDGE, server, `${HOST}:${port}`, server, own),
      ...received(client, server, own),
    ],
  };
}

/** Two containers on one bridge, past the host's hooks. */
export function bridged(client: Container, port: number, server: Container): Connection {
  const own = `${client.address}:${port}`;
  const service = `${server.address}:8080`;
  return {
    original: [...sent(client, own, service), ...received(server, own, service)],
    reply: [...sent(server, service, own), ...received(client, service, own)],
  };
}

function routed(into: string, outOf: string, src: string, dst: string, from: string, to: string): Way {
  return [
    { hook: PRE_ROUTING!, netns: INIT, dev: into, in: into, out: null, from: src, to: dst },
    { hook: FORWARD!, netns: INIT, dev: into, in: into, out: outOf, from, to },
    { hook: POST_ROUTING!, netns: INIT, dev: outOf, in: null, out: outOf, from, to },
  ];
}

function received({ netns }: Container, from: string, to: string): Way {
  return [
    { hook: PRE_ROUTING!, netns, dev: 'eth0', in: 'eth0', out: null, from, to },
    { hook: LOCAL_IN!, netns, dev: 'eth0', in: 'eth0', out: null, from, to },
  ];
}

function sent({ netns }: Container, from: string, to: string): Way {
  return [
    { hook: LOCAL_OUT!, netns, dev: null, in: null, out: 'eth0', from, to },
    { hook: POST_ROUTING!, netns, dev: 'eth0', in: null, out: 'eth0', from, to },
  ];
}

const SEPARATOR = '='.repeat(52);

/** The lines that nftrace prints for a packet on this way, as Linux 3.10 prints them. */
export function linesOf(way: Way, skb: string): string[] {
  const lines: string[] = [];
  for (const step of way) {
    const at = (device: string | null): string => (device === null ? '(null)' : step.netns);
    lines.push(
      SEPARATOR,
      `DEV: ${step.dev ?? '(no dev)'}, NS: ${at(step.dev)}, INITNET: ${INIT}`,
      `IN DEV: ${step.in ?? '(null)'}, NS: ${at(step.in)}, OUT DEV: ${step.out ?? '(null)'}, NS: ${at(step.out)}`,
      `[${step.hook}]: ${step.from}->${step.to}, skb: ${skb}`,
    );
  }
  return lines;
}
