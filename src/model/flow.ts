import type { SymbolId } from './symbol.js';

/** Address and port. */
export interface Endpoint {
  readonly address: SymbolId;
  readonly port: number;
}

/** One connection through DNAT and SNAT, both directions. */
export interface Flow {
  /** From 1, in the order in which flows were first seen. */
  readonly id: number;
  /** From 0: which boot of which host, in the order of the input. */
  readonly boot: number;
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
