/** What a sink was given is its own: the correlator uses its objects again and again. */
import fs from 'node:fs';
import { expect, test } from 'vitest';
import { Analysis } from '../../src/analyze.js';
import type { Packet } from '../../src/model/packet.js';

test('packets that were handed out do not change, and share no entry', () => {
  const packets: Packet[] = [];
  const asTheyWere: Packet[] = [];
  const analysis = new Analysis({
    packet: (packet) => {
      packets.push(packet);
      asTheyWere.push(structuredClone(packet));
    },
  });
  for (let input = 0; input < 3; input++) {
    analysis.beginInput();
    const log = fs.readFileSync('test/assemble/two-cpus-6.12.log');
    log.copy(analysis.chunks.space);
    analysis.chunks.wrote(log.length);
    analysis.chunks.finish();
  }
  analysis.finish();
  expect(packets).toEqual(asTheyWere);
  const entries = packets.flatMap((packet) => packet.entries);
  expect(new Set(entries).size).toBe(analysis.ledger.entries.total);
});
