const TCP = 6;
const TCP_HEADER = 20;
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
  readonly src: string;
  readonly sport: number;
  readonly dst: string;
  readonly dport: number;
}

/**
 * An IP packet that is cut off behind the ports of its TCP header: sequence numbers, flags and all that follows are not
 * known, and so not there; programs say "limited during capture" and claim nothing. The IP header has to be whole, so
 * what is not known of it is made up: TTL, and the least length that there can be; its checksum is right.
 *
 * Throws RangeError for what is no address, or where one is IPv4 and the other IPv6.
 */
export function ipPacket({ src, sport, dst, dport }: KnownOfPacket): CutPacket {
  const [from, to] = [addressBytes(src), addressBytes(dst)];
  if (from.length !== to.length) throw new RangeError(`${src} and ${dst} are of two families`);
  const header = from.length === 4 ? ipv4Header(from, to) : ipv6Header(from, to);
  const ports = Buffer.alloc(4);
  ports.writeUInt16BE(sport, 0);
  ports.writeUInt16BE(dport, 2);
  return { bytes: Buffer.concat([header, ports]), length: header.length + TCP_HEADER };
}

/** Source: RFC 791. */
function ipv4Header(src: readonly number[], dst: readonly number[]): Buffer {
  const header = Buffer.alloc(20);
  header[0] = 0x45;
  header.writeUInt16BE(header.length + TCP_HEADER, 2);
  header[8] = TTL;
  header[9] = TCP;
  header.set(src, 12);
  header.set(dst, 16);
  header.writeUInt16BE(checksum(header), 10);
  return header;
}

/** Source: RFC 8200. */
function ipv6Header(src: readonly number[], dst: readonly number[]): Buffer {
  const header = Buffer.alloc(40);
  header[0] = 0x60;
  header.writeUInt16BE(TCP_HEADER, 4);
  header[6] = TCP;
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
