import { NO_PORT } from '../../model/flow.js';
import { ICMP, ICMPV6, TCP, UDP } from '../../model/protocol.js';

/** The least that a transport header has, by protocol. Sources: RFC 9293, 768, 792, 4443. */
const LEAST_HEADER: Readonly<Record<number, number>> = { [TCP]: 20, [UDP]: 8, [ICMP]: 8, [ICMPV6]: 8 };
const ECHO_TYPES: Readonly<Record<number, { readonly request: number; readonly reply: number }>> = {
  [ICMP]: { request: 8, reply: 0 },
  [ICMPV6]: { request: 128, reply: 129 },
};
/** No log says it; less than 5 would look like a traceroute. */
const TTL = 64;

/** A packet of which only the beginning was captured. */
export interface CutPacket {
  readonly bytes: Buffer;
  /** How long it was as a whole. */
  readonly length: number;
}

/** What is known of a packet. */
export interface KnownOfPacket {
  readonly protocol: number;
  readonly src: string;
  readonly sport: number;
  readonly dst: string;
  readonly dport: number;
}

/**
 * An IP packet that is cut off behind the ports: sequence numbers, flags and all that follows are not known, and so not
 * there; programs say "limited during capture" and claim nothing. Of an ICMP echo its type and code are there, of
 * other ICMP and of fragments without ports nothing behind the IP header. That has to be whole, so what is not known of
 * it is made up: TTL, and the least length that there can be; its checksum is right.
 *
 * Throws RangeError for what is no address, or where one is IPv4 and the other IPv6.
 */
export function ipPacket(known: KnownOfPacket): CutPacket {
  const { protocol, src, dst } = known;
  const [from, to] = [addressBytes(src), addressBytes(dst)];
  if (from.length !== to.length) throw new RangeError(`${src} and ${dst} are of two families`);
  const least = LEAST_HEADER[protocol]!;
  const header =
    from.length === 4 ? ipv4Header(from, to, protocol, least) : ipv6Header(from, to, protocol, least);
  return { bytes: Buffer.concat([header, knownOfHeader(known)]), length: header.length + least };
}

function knownOfHeader({ protocol, sport, dport }: KnownOfPacket): Buffer {
  const echo = ECHO_TYPES[protocol];
  if (echo !== undefined) {
    if (sport !== NO_PORT) return Buffer.from([echo.request, 0]);
    return Buffer.from(dport === NO_PORT ? [] : [echo.reply, 0]);
  }
  if (sport === NO_PORT) return Buffer.alloc(0);
  const ports = Buffer.alloc(4);
  ports.writeUInt16BE(sport, 0);
  ports.writeUInt16BE(dport, 2);
  return ports;
}

/** Source: RFC 791. */
function ipv4Header(
  src: readonly number[],
  dst: readonly number[],
  protocol: number,
  payload: number,
): Buffer {
  const header = Buffer.alloc(20);
  header[0] = 0x45;
  header.writeUInt16BE(header.length + payload, 2);
  header[8] = TTL;
  header[9] = protocol;
  header.set(src, 12);
  header.set(dst, 16);
  header.writeUInt16BE(checksum(header), 10);
  return header;
}

/** Source: RFC 8200. */
function ipv6Header(
  src: readonly number[],
  dst: readonly number[],
  protocol: number,
  payload: number,
): Buffer {
  const header = Buffer.alloc(40);
  header[0] = 0x60;
  header.writeUInt16BE(payload, 4);
  header[6] = protocol;
  header[7] = TTL;
  header.set(src, 8);
  header.set(dst, 24);
  return header;
}

/** Source: RFC 1071. `bytes` are an even number. */
function checksum(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) sum += bytes.readUInt16BE(at);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

/** The 4 or 16 bytes of an address as the kernel prints it. */
function addressBytes(text: string): number[] {
  const bytes = text.includes(':') ? ipv6Bytes(text) : text.split('.').map(Number);
  const isWhole = bytes.length === (text.includes(':') ? 16 : 4);
  if (!isWhole || !bytes.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 255))
    throw new RangeError(`${text} is no address`);
  return bytes;
}

function ipv6Bytes(text: string): number[] {
  const [front = [], back] = text
    .split('::')
    .map((half) => (half === '' ? [] : half.split(':').flatMap(groupBytes)));
  if (back === undefined) return front;
  return [
    ...front,
    ...Array.from({ length: Math.max(16 - front.length - back.length, 0) }, () => 0),
    ...back,
  ];
}

/** A group of an IPv6 address, or an IPv4 address at its end. */
function groupBytes(group: string): number[] {
  if (group.includes('.')) return group.split('.').map(Number);
  const value = /^[0-9a-f]{1,4}$/i.test(group) ? parseInt(group, 16) : NaN;
  return [Math.floor(value / 256), value % 256];
}
