/**
 * The protocols that nftrace knows, by their IP protocol numbers (include/uapi/linux/in.h). Format 1 has TCP alone and
 * does not say so.
 */
export const ICMP = 1;
export const TCP = 6;
export const UDP = 17;
export const ICMPV6 = 58;

/** Names as format 2 and conntrack write them. */
export const PROTOCOL_NAMES = ['tcp', 'udp', 'icmp', 'icmpv6'] as const;

export type ProtocolName = (typeof PROTOCOL_NAMES)[number];

const NUMBERS: readonly number[] = [TCP, UDP, ICMP, ICMPV6];

/** The name of a protocol number. Throws on any other than these four: the parser lets none through. */
export function protocolName(protocol: number): ProtocolName {
  const name = PROTOCOL_NAMES[NUMBERS.indexOf(protocol)];
  if (name === undefined) throw new RangeError(`protocol ${protocol} is not traced`);
  return name;
}

/** The number of a protocol's name. */
export function protocolNumber(name: ProtocolName): number {
  return NUMBERS[PROTOCOL_NAMES.indexOf(name)]!;
}

/** Whether a protocol has no ports. */
export function isIcmp(protocol: number): boolean {
  return protocol === ICMP || protocol === ICMPV6;
}
