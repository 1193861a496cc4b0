import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readEntry, type Entry } from '../../module/lab/capture/entry.js';
import { numberPackets } from '../../module/lab/capture/packets.js';

/*
 * Lines of real captures (Linux 6.1), and which packet each belongs to. The goldens were read with the kernel's sources at hand; after
 * a change: `npx vitest run test/lab -u`, and read them again.
 */
const FOLDER = 'test/lab/packets';

function entriesOf(file: string): Entry[] {
  const lines = fs.readFileSync(path.join(FOLDER, file), 'utf8').trimEnd().split('\n');
  return lines.map((line) => readEntry(line)!);
}

/** The end of an address is enough to tell them apart. */
function shown({ skb, netns, hook, in: from, out, frag, protocol, src, dst }: Entry, packet: number): string {
  const devices = `${from ?? '-'} > ${out ?? '-'}`;
  return [
    String(packet).padStart(2),
    `skb ${skb.slice(-4)}`,
    `netns ${netns.slice(-4)}`,
    hook.padEnd(12),
    devices.padEnd(26),
    `${protocol} ${src} > ${dst}${frag === null ? '' : ` frag ${frag}`}`,
  ].join('  ');
}

describe('which packet an entry belongs to', () => {
  const files = fs.readdirSync(FOLDER).filter((file) => file.endsWith('.log'));

  test.each(files)('%s', async (file) => {
    const entries = entriesOf(file);
    const packets = numberPackets(entries);
    const table = entries.map((entry, i) => `${shown(entry, packets[i]!)}\n`).join('');
    await expect(table).toMatchFileSnapshot(path.resolve(FOLDER, file.replace(/log$/, 'txt')));
  });

  test('is not asked of what came after it: a shorter log has the same numbers', () => {
    for (const file of files) {
      const entries = entriesOf(file);
      const half = entries.length >> 1;
      expect(numberPackets(entries.slice(0, half))).toEqual(numberPackets(entries).slice(0, half));
    }
  });
});
