import type { Random } from './random.js';

const veth = (random: Random): string => `veth${(0x1000000 + random.below(0x100000)).toString(16)}`;
const octet = (random: Random): number => random.below(256);

/** Messages of other parts of the kernel, of the lengths that they have on a busy container host. */
const MESSAGES: readonly ((random: Random) => string)[] = [
  (random) => `docker0: port ${random.below(40)}(${veth(random)}) entered blocking state`,
  (random) => `docker0: port ${random.below(40)}(${veth(random)}) entered forwarding state`,
  (random) => `device ${veth(random)} entered promiscuous mode`,
  (random) => `IPv6: ADDRCONF(NETDEV_CHANGE): ${veth(random)}: link becomes ready`,
  (random) =>
    `[UFW BLOCK] IN=ens160 OUT= MAC=00:50:56:9a:${octet(random).toString(16)}:1f:08:00 ` +
    `SRC=10.10.${octet(random)}.${octet(random)} DST=10.10.10.2 LEN=40 TOS=0x00 PREC=0x00 TTL=243 ` +
    `ID=${random.below(65536)} PROTO=TCP SPT=${random.below(65536)} DPT=23 WINDOW=1024 RES=0x00 SYN URGP=0`,
  (random) =>
    `audit: type=1400 audit(1763846000.${100 + random.below(900)}:${random.below(100000)}): apparmor="DENIED" ` +
    `operation="open" profile="/usr/sbin/mysqld" name="/proc/${random.below(65536)}/status" ` +
    `pid=${random.below(65536)} comm="mysqld" requested_mask="r" denied_mask="r" fsuid=112 ouid=0`,
  (random) => `TCP: request_sock_TCP: Possible SYN flooding on port ${random.below(65536)}. Sending cookies.`,
  (random) =>
    `perf: interrupt took too long (${random.below(10000)} > 2500), lowering the sample rate to 79750`,
  (random) => `usb 1-${random.below(9)}: new high-speed USB device number ${random.below(90)} using xhci_hcd`,
  (random) => `usb 1-${random.below(9)}: Product: ${random.chance(0.05) ? 'Клавиатура' : 'USB Keyboard'}`,
  (random) => `EXT4-fs (sda${random.below(9)}): mounted filesystem with ordered data mode. Opts: (null)`,
  (random) => `systemd-journald[${random.below(1000)}]: Received client request to flush runtime journal.`,
];

/** A kernel message that is not nftrace's. */
export function unrelatedMessage(random: Random): string {
  return MESSAGES[random.below(MESSAGES.length)]!(random);
}
