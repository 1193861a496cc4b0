/** A pcapng file taken apart by what draft-ietf-opsawg-pcapng says of blocks; tshark reads it, too, where it is there. */
export interface Frame {
  readonly interface: string;
  readonly micros: number;
  readonly bytes: Buffer;
  readonly length: number;
  readonly comment: string;
  readonly flags: number;
}

export interface Capture {
  readonly comment: string;
  readonly interfaces: readonly { readonly name: string; readonly description: string }[];
  readonly frames: readonly Frame[];
  /** By interface: how many frames the statistics at the end say it had, and what they say beside. */
  readonly statistics: readonly { readonly frames: number; readonly comment: string | undefined }[];
}

export function readPcapng(file: Buffer): Capture {
  let comment = '';
  const interfaces: { name: string; description: string }[] = [];
  const frames: Frame[] = [];
  const statistics: { frames: number; comment: string | undefined }[] = [];
  for (const { type, body } of blocksOf(file)) {
    if (type === 0x0a0d0d0a) comment = text(optionsOf(body.subarray(16)), 1)!;
    else if (type === 1) {
      const options = optionsOf(body.subarray(8));
      if (body.readUInt16LE(0) !== 101) throw new Error('the link type is not LINKTYPE_RAW');
      if (options.get(9)?.[0] !== 6) throw new Error('times are not in microseconds');
      interfaces.push({ name: text(options, 2)!, description: text(options, 3)! });
    } else if (type === 6) {
      const captured = body.readUInt32LE(12);
      const options = optionsOf(body.subarray(20 + Math.ceil(captured / 4) * 4));
      frames.push({
        interface: interfaces[body.readUInt32LE(0)]!.name,
        micros: body.readUInt32LE(4) * 2 ** 32 + body.readUInt32LE(8),
        bytes: body.subarray(20, 20 + captured),
        length: body.readUInt32LE(16),
        comment: text(options, 1)!,
        flags: options.get(2)!.readUInt32LE(0),
      });
    } else if (type === 5) {
      const options = optionsOf(body.subarray(12));
      statistics[body.readUInt32LE(0)] = {
        frames: Number(options.get(4)!.readBigUInt64LE()),
        comment: text(options, 1),
      };
    } else throw new Error(`a block of type ${type}`);
  }
  return { comment, interfaces, frames, statistics };
}

function blocksOf(file: Buffer): { type: number; body: Buffer }[] {
  const blocks: { type: number; body: Buffer }[] = [];
  for (let at = 0; at < file.length;) {
    const length = file.readUInt32LE(at + 4);
    if (length % 4 !== 0 || file.readUInt32LE(at + length - 4) !== length)
      throw new Error(`a bad block at ${at}`);
    blocks.push({ type: file.readUInt32LE(at), body: file.subarray(at + 8, at + length - 4) });
    at += length;
  }
  return blocks;
}

function optionsOf(bytes: Buffer): Map<number, Buffer> {
  const options = new Map<number, Buffer>();
  let at = 0;
  while (at < bytes.length) {
    const [code, length] = [bytes.readUInt16LE(at), bytes.readUInt16LE(at + 2)];
    if (code === 0) return options;
    if (options.has(code)) throw new Error(`option ${code} comes twice`);
    options.set(code, bytes.subarray(at + 4, at + 4 + length));
    at += 4 + Math.ceil(length / 4) * 4;
  }
  throw new Error('options do not end');
}

function text(options: ReadonlyMap<number, Buffer>, code: number): string | undefined {
  const bytes = options.get(code);
  return bytes && new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}
