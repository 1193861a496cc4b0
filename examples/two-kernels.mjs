// What differs between two kernels, and golden paths.
import { diff, parseSnapshot, snapshot } from 'nfpath';

const fixture = (path) => new URL(`../fixtures/${path}`, import.meta.url);
const [old, fresh] = ['el7-3.10', 'linux-6.1'].map((kernel) =>
  fixture(`external-to-container/${kernel}.log`),
);

const { verdict, differences } = await diff(old, fresh);
console.log(verdict);
for (const { direction, at, meaning } of differences) console.log(`${direction} ${at}: ${meaning}`);

const { text } = await snapshot(fresh);
const golden = parseSnapshot(text, 'kernel.paths.yaml');
console.log((await diff(golden, fixture('external-to-container/linux-5.10.log'))).verdict);
