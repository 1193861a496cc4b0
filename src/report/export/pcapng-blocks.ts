import type { CutPacket } from './ip-packet.js';

/*
 * Blocks of a pcapng file, little-endian. Source: draft-ietf-opsawg-pcapng, sections 3 and 4.
 */

/** An option of a block by its code. */
export type BlockOption = readonly [code: number, value: string | Buffer];

export const OPTION = {
  comment: 1,
  userApplication: 4,
  interfaceName: 2,
  interfaceDescription: 3,
  timeResolution: 9,
  packetFlags: 2,
  framesReceived: 4,
} as const;

/** Frames are IP packets, v4 or v6 by their first half byte. Source: tcpdump.org/linktypes. */
const LINKTYPE_RAW = 101;
/** An option's length has 16 bits. */
const MOST_OPTION_BYTES = 0xff00;

/** What the file is. The section's length is left open: nobody knows it yet. */
export function sectionHeader(options: readonly BlockOption[]): Buffer {
  const body = Buffer.alloc(16, 0xff);
  body.writeUInt32LE(0x1a2b3c4d, 0);
  body.writeUInt16LE(1, 4);
  body.writeUInt16LE(0, 6);
  return block(0x0a0d0d0a, body, options);
}

/** The next interface, whose frames have times in microseconds. */
export function interfaceDescription(options: readonly BlockOption[]): Buffer {
  const body = Buffer.alloc(8);
  body.writeUInt16LE(LINKTYPE_RAW, 0);
  return block(1, body, [...options, [OPTION.timeResolution, Buffer.from([6])]]);
}

/** A frame of the interface with this number, at this time in microseconds. */
export function enhancedPacket(
  id: number,
  micros: number,
  { bytes, length }: CutPacket,
  options: readonly BlockOption[],
): Buffer {
  const head = Buffer.alloc(20);
  writeInterfaceAndTime(head, id, micros);
  head.writeUInt32LE(bytes.length, 12);
  head.writeUInt32LE(length, 16);
  return block(6, Buffer.concat([head, padded(bytes)]), options);
}

/** What there was of an interface until this time. */
export function interfaceStatistics(id: number, micros: number, options: readonly BlockOption[]): Buffer {
  const body = Buffer.alloc(12);
  writeInterfaceAndTime(body, id, micros);
  return block(5, body, options);
}

/** A number of 64 bits. */
export function wide(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function writeInterfaceAndTime(body: Buffer, id: number, micros: number): void {
  body.writeUInt32LE(id, 0);
  body.writeUInt32LE(Math.floor(micros / 2 ** 32), 4);
  body.writeUInt32LE(micros % 2 ** 32, 8);
}

function block(type: number, body: Buffer, options: readonly BlockOption[]): Buffer {
  const end = options.length > 0 ? [Buffer.alloc(4)] : [];
  const content = Buffer.concat([body, ...options.map(optionBytes), ...end]);
  const bytes = Buffer.alloc(content.length + 12);
  bytes.writeUInt32LE(type, 0);
  bytes.writeUInt32LE(bytes.length, 4);
  bytes.set(content, 8);
  bytes.writeUInt32LE(bytes.length, bytes.length - 4);
  return bytes;
}

function optionBytes([code, value]: BlockOption): Buffer {
  const bytes = typeof value === 'string' ? textBytes(value) : value;
  const head = Buffer.alloc(4);
  head.writeUInt16LE(code, 0);
  head.writeUInt16LE(bytes.length, 2);
  return Buffer.concat([head, padded(bytes)]);
}

/** Text as UTF-8; what does not fit into an option is cut off and marked by `…`. */
function textBytes(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length <= MOST_OPTION_BYTES) return bytes;
  const whole = bytes
    .subarray(0, MOST_OPTION_BYTES)
    .toString('utf8')
    .replace(/\ufffd$/, '');
  return Buffer.from(`${whole}…`, 'utf8');
}

function padded(bytes: Buffer): Buffer {
  const rest = bytes.length % 4;
  return rest === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(4 - rest)]);
}
