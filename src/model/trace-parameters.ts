/** What nftrace is to print, as its module parameters say it. */
export interface TraceParameters {
  /** Ports and ranges of them (`8080-8090`), of either end of TCP and UDP; none: all ports. */
  readonly ports: readonly string[];
  readonly protocols: readonly TraceProtocol[];
  readonly families: readonly TraceFamily[];
  /** Where its hooks are registered. */
  readonly priority: number;
  /** Entries a second, the others are left out and counted; 0: no limit. */
  readonly rate: number;
  readonly format: 1 | 2;
}

export const TRACE_PROTOCOLS = ['tcp', 'udp', 'icmp'] as const;
export type TraceProtocol = (typeof TRACE_PROTOCOLS)[number];

export const TRACE_FAMILIES = ['ipv4', 'ipv6'] as const;
export type TraceFamily = (typeof TRACE_FAMILIES)[number];

/** As insmod takes them. `ports=0` is all ports. */
export function moduleParameters(parameters: TraceParameters): string[] {
  const { ports, protocols, families, priority, rate, format } = parameters;
  return [
    `format=${format}`,
    `ports=${ports.length === 0 ? 0 : ports.join()}`,
    `protocols=${protocols.join()}`,
    `families=${families.join()}`,
    `priority=${priority}`,
    `rate=${rate}`,
  ];
}
