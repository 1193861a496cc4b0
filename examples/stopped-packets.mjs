// The packets that did not get through, from a stream: `dmesg | node stopped-packets.mjs` of your own.
import fs from 'node:fs';
import { analyze } from 'nfpath';

const log = process.argv[2] ?? new URL('../fixtures/dropped-in-forward/linux-6.1.log', import.meta.url);

for await (const line of analyze(fs.createReadStream(log))) {
  if (line.type === 'packet' && line.fate === 'stopped') {
    const last = line.hops.at(-1);
    const entry = last.entries.at(-1);
    console.log(`${entry.src} → ${entry.dst}: stopped after ${last.name}/${entry.hook} (line ${entry.line})`);
  }
  if (line.type === 'summary') console.log(`${line.packets} packets, ${line.lines.total} lines`);
}
