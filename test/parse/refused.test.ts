import { expect, test } from 'vitest';
import { traceLineDiagnostician } from '../../src/parse/grammar-tasks.js';
import { recogniserEngine } from './engines.js';

const P = '[    1.000002] [nftrace]: ';
/** Format 2 up to its devices, and up to what is of a protocol. */
const F = `${P}v2 cpu=0 seq=41 ipv4 FORWARD priority=-2147483648 netns=0000000005c98708 inode=4026531840 cookie=1 initnet=0000000005c98708 `;
const E = `${F}dev=- in=- out=- physin=- physout=- skb=0 id=- frag=- len=60 mark=0x0 `;

const REFUSED: readonly (readonly [line: string, diagnosis: string])[] = [
  [
    `${P}`,
    'column 27: expected "=" or "DEV: " or "IN DEV: " or "[" or "printed " or "v2 cpu=" or module name',
  ],
  [`${P}DEV`, 'column 27: expected "DEV: "'],
  [`${P}DEV: `, 'column 32: expected "(no dev)" or device name'],
  [`${P}DEV: eth0`, 'column 36: expected ", NS: "'],
  [`${P}DEV: eth/0, NS: 0, INITNET: 0`, 'column 35: expected ", NS: "'],
  [`${P}DEV: eth:0, NS: 0, INITNET: 0`, 'column 35: expected ", NS: "'],
  [`${P}DEV: eth 0, NS: 0, INITNET: 0`, 'column 35: expected ", NS: "'],
  [`${P}DEV: eth\x000, NS: 0, INITNET: 0`, 'column 35: expected ", NS: "'],
  [`${P}DEV: , NS: 0, INITNET: 0`, 'column 33: expected ", NS: "'],
  [`${P}DEV: eth0, NX: 0, INITNET: 0`, 'column 36: expected ", NS: "'],
  [`${P}DEV: eth0, NS: , INITNET: 0`, 'column 42: expected " " or pointer'],
  [`${P}DEV: eth0, NS: 12345678901234567, INITNET: 0`, 'column 58: expected ", INITNET: "'],
  [`${P}DEV: eth0, NS: 0x, INITNET: 0`, 'column 42: expected pointer'],
  [`${P}DEV: eth0, NS: (nil), INITNET: 0`, 'column 42: expected pointer'],
  [`${P}DEV: eth0, NS: 0, INITNET: 0 x`, 'column 56: expected blank or end of line'],
  [
    `${P}DEV: eth0, NS: 0, INITNET: 0[nftrace]: IN DEV: eth0, NS: 0, OUT DEV: (null), NS: 0`,
    'column 55: expected blank or end of line',
  ],
  [`${P}IN DEV: (no dev), NS: 0, OUT DEV: eth0, NS: 0`, 'column 38: expected ", NS: "'],
  [`${P}IN DEV: eth0, NS: 0, OUT DEV: , NS: 0`, 'column 58: expected ", NS: "'],
  [`${P}IN DEV: eth0, NS: 0`, 'column 46: expected ", OUT DEV: "'],
  [`${P}[5]: 1.2.3.4:5->1.2.3.4:5, skb: 0`, 'column 28: expected hook'],
  [`${P}[10]: 1.2.3.4:5->1.2.3.4:5, skb: 0`, 'column 29: expected "]: "'],
  [`${P}[0]: 256.2.3.4:5->1.2.3.4:5, skb: 0`, 'column 32: expected address'],
  [`${P}[0]: 01.2.3.4:5->1.2.3.4:5, skb: 0`, 'column 32: expected address'],
  [`${P}[0]: 1.2.3:5->1.2.3.4:5, skb: 0`, 'column 32: expected address'],
  [`${P}[0]: 1.2.3.4.5:5->1.2.3.4:5, skb: 0`, 'column 39: expected ":"'],
  [`${P}[0]: 1.2.3.4->1.2.3.4:5, skb: 0`, 'column 39: expected ":"'],
  [`${P}[0]: 1.2.3.4:->1.2.3.4:5, skb: 0`, 'column 40: expected port'],
  [`${P}[0]: 1.2.3.4:65536->1.2.3.4:5, skb: 0`, 'column 44: expected "->"'],
  [`${P}[0]: 1.2.3.4:5->1.2.3.4:123456, skb: 0`, 'column 56: expected ", skb: "'],
  [`${P}[0]: 1.2.3.4:5->1.2.3.4:99999, skb: 0`, 'column 55: expected ", skb: "'],
  [`${P}[0]: 1.2.3.4:5->1.2.3.4:5`, 'column 52: expected ", skb: "'],
  [`${P}v2 cpu=0`, 'column 35: expected " seq="'],
  [`${F}dev=eth0 in=-`, 'column 159: expected "/"'],
  [`${F}dev=- in=- out=- physin=- physout=- skb=0 id=- frag=0 `, 'column 203: expected "0+"'],
  [`${E}tcp 1.2.3.4:5->[::1]:5 ct=-;`, 'column 236: expected address'],
  [`${E}sctp 1.2.3.4:5->1.2.3.4:5 ct=-;`, 'column 221: expected "icmp" or "icmpv6" or "tcp" or "udp"'],
  [`${E}udp 1.2.3.4:5->1.2.3.4:5 ct=NEW;`, 'column 252: expected " orig="'],
  [`${E}udp 1.2.3.4:5->1.2.3.4:5 ct=-`, 'column 250: expected ";"'],
  [`${E}udp 1.2.3.4:5->1.2.3.4:5 ct=-; x`, 'column 252: expected blank or end of line'],
  [`${P}printed 1 entries`, 'column 36: expected " entries, left out "'],
  [`${P}==== 1`, 'column 32: expected blank or end of line or label'],
  [`${P}nftrace module unit`, 'column 42: expected "exit" or "init"'],
  [`${P}nf-trace module init`, 'column 29: expected " module "'],
  [`[1.00002] [nftrace]: ====`, 'column 4: expected micros'],
  [`[nftrace]: [nftrace]: ====`, 'column 13: expected hook'],
  [`what [nftrace]: ====`, 'column 1: expected "<" or "["'],
  [`[    1.000002][nftrace]: ====`, 'column 16: expected " " or caller'],
];

const recognise = recogniserEngine();
const diagnostician = traceLineDiagnostician('nftrace');

test.each(REFUSED)('%j: %s', (line, diagnosis) => {
  expect(recognise(line)).toBeNull();
  expect(diagnostician.diagnose(line).message).toBe(diagnosis);
});

test('a line that nearley accepts and the recogniser does not is an internal error that names it', () => {
  expect(() => diagnostician.diagnose(`${P}====`)).toThrow(/internal error.*\[nftrace\]: ====/);
});
