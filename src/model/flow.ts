import type { SymbolId } from './symbol.js';

/** The port of an end that has none: of ICMP, but for the client of an echo; of fragments that are not the first. */
export const NO_PORT = -1;

/** Protocol, address and port. */
export interface Endpoint {
  /** See `protocol.ts`. */
  readonly protocol: number;
  readonly address: SymbolId;
  /** 0 to 65535, or NO_PORT. Of an ICMP echo's client it is the identifier, which NAT translates as it does ports. */
  readonly port: number;
}

/** One connection through DNAT and SNAT, both directions. */
export interface Flow {
  /** From 1, in the order in which flows were first seen. */
  readonly id: number;
  /** From 0: which boot of which host, in the order of the input. */
  readonly boot: number;
  /** See `protocol.ts`. */
  readonly protocol: number;
  /** The initiator's endpoint, before any SNAT. */
  client: Endpoint;
  /** The endpoint in the namespace that serves, after all DNAT. */
  server: Endpoint;
  /** The endpoint that the client wrote to, where that is not the server's own. */
  published: Endpoint | null;
  readonly packets: { original: number; reply: number };
  /** Ids under which earlier packets of this flow were reported, before NAT showed that they belong to it. */
  readonly aliases: number[];
}

/** Equal for equal endpoints only. */
export function endpointKey({ protocol, address, port }: Endpoint): string {
  return `${protocol} ${address}:${port}`;
}
