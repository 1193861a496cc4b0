import fs from 'node:fs';
import { asUnreadable, inputName, UnreadableInput } from './unreadable.js';

/**
 * The text of a small file, or of standard input for `-`; no more than `most` bytes of it and one, so that whoever
 * asked sees that it is too long. Throws UnreadableInput, also where it is not UTF-8.
 */
export async function readText(path: string, most: number): Promise<string> {
  const name = inputName(path);
  const bytes = await readBytes(path, most + 1).catch((error: unknown) => {
    throw asUnreadable(name, error);
  });
  try {
    return new TextDecoder('utf-8', { fatal: bytes.length <= most, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new UnreadableInput(`cannot read ${name}: it is not UTF-8`, { cause: error });
  }
}

async function readBytes(path: string, most: number): Promise<Buffer> {
  const stream = path === '-' ? process.stdin : fs.createReadStream(path, { end: most - 1 });
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    pieces.push(piece);
    length += piece.length;
    if (length >= most) break;
  }
  return Buffer.concat(pieces).subarray(0, most);
}
