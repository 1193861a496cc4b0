import type { Random } from './random.js';
import { bridged, masqueraded, published, type Connection, type Container, type Way } from './way.js';

/** What goes on in the network whose log is generated. */
export interface TrafficPlan {
  /** Containers, each with a namespace of its own. */
  readonly namespaces: number;
  /** Packets of a connection, on an average. */
  readonly packetsPerFlow: number;
}

interface Live extends Connection {
  nextIsReply: boolean;
}

/** Connections that go on at one time. */
const LIVE = 256;
const FIRST_PORT = 32_768;
const PORTS = 28_000;

/** Packets of connections through DNAT, SNAT and a bridge, without end. */
export class Traffic {
  /** Connections of which there was a packet. */
  flows = 0;
  readonly #random: Random;
  readonly #plan: TrafficPlan;
  readonly #live: Live[] = [];

  constructor(plan: TrafficPlan, random: Random) {
    this.#plan = plan;
    this.#random = random;
  }

  /** The way of the next packet. */
  next(): Way {
    const at = this.#random.below(LIVE);
    const live = (this.#live[at] ??= this.#begin());
    const way = live.nextIsReply ? live.reply : live.original;
    live.nextIsReply = !live.nextIsReply;
    if (this.#random.chance(1 / this.#plan.packetsPerFlow)) delete this.#live[at];
    return way;
  }

  /** No two connections have the same tuple, so each is a flow of its own. */
  #begin(): Live {
    const number = this.flows++;
    const port = FIRST_PORT + (number % PORTS);
    const turn = Math.floor(number / PORTS);
    const client = `10.${10 + (turn >> 8)}.${turn & 255}.3`;
    const far = `192.0.${turn >> 8}.${turn & 255}:443`;
    const a = this.#container(number);
    const b = this.#container(number + 1);
    const kind = this.#random.next();
    const connection =
      kind < 0.5
        ? published(`${client}:${port}`, a)
        : kind < 0.7
          ? masqueraded(a, port, far)
          : bridged(a, port, b);
    return { ...connection, nextIsReply: false };
  }

  #container(number: number): Container {
    const index = number % this.#plan.namespaces;
    const pointer = (0x9710acf80000 + index * 0x1480).toString(16);
    const address = 2 + (index % 60_000);
    return { netns: `ffff${pointer}`, address: `172.17.${address >> 8}.${address & 255}` };
  }
}
