import { NO_PORT } from './flow.js';
import { protocolName, TCP } from './protocol.js';
import type { Direction } from './packet.js';

/** An endpoint as a policy writes it; IPv6 compressed, as the kernel's %pI6c prints it. */
export interface ServiceEndpoint {
  /** See `protocol.ts`. */
  readonly protocol: number;
  readonly address: string;
  /** NO_PORT where the protocol is ICMP. */
  readonly port: number;
}

/**
 * `172.17.0.2:8080`, `[fd00::2]:8080`, and with what is not TCP behind it: `172.17.0.2:53/udp`, `172.17.0.2/icmp`. One
 * text for one endpoint.
 */
export function serviceEndpointText({ protocol, address, port }: ServiceEndpoint): string {
  const text = address.includes(':') ? `[${address}]` : address;
  const end = port === NO_PORT ? text : `${text}:${port}`;
  return protocol === TCP ? end : `${end}/${protocolName(protocol)}`;
}

/** What is protected. */
export interface Service {
  readonly name: string;
  /** As it is inside the service's own namespace. */
  readonly address: ServiceEndpoint;
  /** What clients may write to instead, before DNAT. */
  readonly published: readonly ServiceEndpoint[];
}

/** A policy's name for a namespace, by the pointer as printed or by an address that is local there. */
export interface NamespaceName {
  readonly name: string;
  readonly pointerOrAddress: string;
}

/**
 * Where a client is, by where its flow's original packets are first seen: `external` at PRE_ROUTING of init,
 * `host` at LOCAL_OUT of init, `container` in another namespace.
 */
export const CLIENT_CLASSES = ['external', 'host', 'container'] as const;
export type ClientClass = (typeof CLIENT_CLASSES)[number];

/** Names of namespaces that every policy has: `service` is where the service's address is local. */
export const INIT = 'init';
export const SERVICE = 'service';

/** Where a netfilter rule can sit. */
export interface Placement {
  /** `init`, `service`, or one of the policy's names. */
  readonly namespace: string;
  /** 0 to 4, see `hook.ts`. */
  readonly hook: number;
}

/** A line and column (from 1) of a file that people write. */
export interface FilePosition {
  readonly line: number;
  readonly column: number;
}

/** The netfilter rule under test, and what it must see. */
export interface Rule {
  readonly name: string;
  readonly protects: Service;
  /** Any one of them must see the packet. */
  readonly at: readonly Placement[];
  /** As netfilter has it: from NF_IP_PRI_FIRST to NF_IP_PRI_LAST. */
  readonly priority: number;
  /** The address that the rule is written with. */
  readonly match: 'address' | 'published';
  readonly directions: readonly Direction[];
  /** The classes that must have been seen; null: judge whatever was seen. */
  readonly from: readonly ClientClass[] | null;
  /** Devices that the hook must know. */
  readonly devices: readonly DeviceSide[];
  readonly path: Readonly<Partial<Record<Direction, PathExpression>>>;
  /** Where the policy file has it. */
  readonly position: FilePosition;
}

export type DeviceSide = 'in' | 'out';

export interface Policy {
  readonly namespaces: readonly NamespaceName[];
  readonly services: readonly Service[];
  readonly rules: readonly Rule[];
}

/** What a packet's path must be like (docs/policy.md, grammar/path.ne). */
export interface PathExpression {
  /** As the policy has it. */
  readonly text: string;
  readonly steps: readonly PathStep[];
  /** What must not come behind the last step; anywhere at all where there is no step. */
  readonly neverAfter: readonly PathPattern[];
}

export interface PathStep {
  readonly what: PathPattern;
  /** How it follows the step before; for the first step `next` means that the packet begins with it. */
  readonly follows: 'next' | 'later';
  /** What must not come between the step before (or the packet's beginning) and this one. */
  readonly neverBefore: readonly PathPattern[];
}

/** An entry, or a translation between two entries. */
export type PathPattern =
  | {
      readonly kind: 'entry';
      /** null: any. */
      readonly namespace: string | null;
      /** null: any. */
      readonly hook: number | null;
      /** Names that devices must have. */
      readonly devices: Readonly<Partial<Record<'in' | 'out' | 'dev', string>>>;
    }
  /** The destination (dnat) or the source (snat) changes between two entries. */
  | { readonly kind: 'dnat' | 'snat' };
