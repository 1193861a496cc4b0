/**
 * What tells a packet from others at the same skb address: an integer of 32 bits made of what no hook changes. Two that
 * differ are two packets. Two that are equal are one where the integer is of an IP id, which the sender draws anew for
 * each transmission (`ip_select_ident`, include/net/ip.h); else they may be two that are alike.
 */

/** The log does not say (format 1), so nothing follows. */
export const UNKNOWN = 0;

/** `ipId` is 0 where there is none: in IPv6, and in what the kernel sends with DF and without a connected socket. */
export function identityOf(
  ipId: number,
  protocol: number,
  seqno: number,
  ack: number,
  length: number,
): number {
  if (ipId !== 0) return (ipId << 1) | 1;
  let hash = Math.imul(seqno | 0, 0x9e3779b1) ^ Math.imul(ack | 0, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35) ^ Math.imul(length | 0, 0x27d4eb2f) ^ protocol;
  return (hash ^ (hash >>> 13)) << 1 || 2;
}

/** What of an entry tells its packet from others. */
export interface Identified {
  readonly identity: number;
  readonly fragment: boolean;
}

/**
 * Whether two entries of one skb address are of two packets, by what they carry. A fragment is of another length than
 * what it is cut from, or put together to, so only the IP id tells there.
 */
export function areTwo(a: Identified, b: Identified): boolean {
  if (a.identity === UNKNOWN || b.identity === UNKNOWN || a.identity === b.identity) return false;
  return !(a.fragment || b.fragment) || hasIpId(a) || hasIpId(b);
}

/** Whether two entries of one skb address are certainly of one packet. */
export function isOne(a: Identified, b: Identified): boolean {
  return a.identity === b.identity && hasIpId(a);
}

function hasIpId({ identity }: Identified): boolean {
  return (identity & 1) === 1;
}
