/**
 * Whether an address stands for a group of hosts, or for none: multicast, 255.255.255.255, 0.0.0.0 and ::. The broadcast
 * address of a subnet looks like any other.
 */
export function isGroupAddress(address: string): boolean {
  return /^(?:2(?:2[4-9]|3\d)\.|255\.255\.255\.255$|0\.0\.0\.0$|ff|::$)/.test(address);
}
