import { NO_PORT } from '../../src/model/flow.js';
import { serviceEndpointText } from '../../src/model/policy.js';
import { ICMP, ICMPV6, TCP, UDP } from '../../src/model/protocol.js';
import { describe, expect, test } from 'vitest';
import { closest, editDistance } from '../../src/yaml/did-you-mean.js';
import { parseEndpoint } from '../../src/policy/endpoint.js';
import { parseHook } from '../../src/policy/hook-word.js';
import { parseAddress } from '../../src/policy/ip-address.js';
import { parsePriority } from '../../src/policy/priority-word.js';

describe('addresses come out as the kernel prints them', () => {
  test.each([
    ['172.17.0.2', '172.17.0.2'],
    ['::', '::'],
    ['::1', '::1'],
    ['1::', '1::'],
    ['fd00::2', 'fd00::2'],
    ['FD00:0:0:0:0:0:0:2', 'fd00::2'],
    ['fd00:0000::0002', 'fd00::2'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:db8::1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:0:0:1:1:0:0:1', '2001::1:1:0:0:1'],
    ['::ffff:10.0.0.1', '::ffff:10.0.0.1'],
    ['::ffff:a00:1', '::ffff:10.0.0.1'],
    ['::10.0.0.1', '::a00:1'],
    ['64:ff9b::10.0.0.1', '64:ff9b::a00:1'],
    ['fe80::5efe:10.0.0.1', 'fe80::5efe:10.0.0.1'],
    ['fe80::200:5efe:a00:1', 'fe80::200:5efe:10.0.0.1'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
  ])('%s as %s', (text, printed) => {
    expect(parseAddress(text)).toEqual({ value: printed });
  });

  test.each([
    '',
    '1.2.3',
    '1.2.3.4.5',
    '01.2.3.4',
    '256.0.0.1',
    '1.2.3.4 ',
    '0x1.2.3.4',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::',
    '12345::',
    'g::',
    '::1.2.3',
    '::1.2.3.04',
    '1.2.3.4::',
    '::1%eth0',
    'fd00::2/64',
  ])('%j is none', (text) => {
    expect(parseAddress(text)).toHaveProperty('problem');
  });
});

test('endpoints', () => {
  expect(parseEndpoint('172.17.0.2:8080')).toEqual({
    value: { protocol: TCP, address: '172.17.0.2', port: 8080 },
  });
  expect(parseEndpoint('[FD00::2]:65535')).toEqual({
    value: { protocol: TCP, address: 'fd00::2', port: 65535 },
  });
  for (const [text, value] of [
    ['172.17.0.2:53/udp', { protocol: UDP, address: '172.17.0.2', port: 53 }],
    ['172.17.0.2:80/tcp', { protocol: TCP, address: '172.17.0.2', port: 80 }],
    ['172.17.0.2/icmp', { protocol: ICMP, address: '172.17.0.2', port: NO_PORT }],
    ['[fd00::2]:53/udp', { protocol: UDP, address: 'fd00::2', port: 53 }],
    ['[fd00::2]/icmpv6', { protocol: ICMPV6, address: 'fd00::2', port: NO_PORT }],
  ] as const) {
    expect(parseEndpoint(text)).toEqual({ value });
    expect(serviceEndpointText(value)).toBe(text.replace('/tcp', ''));
  }
  for (const text of [
    '172.17.0.2:80/sctp',
    '172.17.0.2:80/udp/tcp',
    '172.17.0.2/udp',
    '172.17.0.2:8/icmp',
    '172.17.0.2/icmpv6',
    '[fd00::2]/icmp',
    'fd00::2/icmpv6',
    '/icmp',
    '172.17.0.2',
    '172.17.0.2:0',
    '172.17.0.2:',
    ':80',
    '[]:80',
    '[::1]',
    '[::1]:',
    '::1:80:',
    '1.2.3.4:80:80',
  ]) {
    expect(parseEndpoint(text)).toHaveProperty('problem');
  }
});

test('hooks in the words of the kernel, nft and iptables', () => {
  const words = [
    ['PRE_ROUTING', 'prerouting', 'PREROUTING', 'NF_INET_PRE_ROUTING', 'nf_ip_pre_routing'],
    ['LOCAL_IN', 'input', 'INPUT', 'NF_INET_LOCAL_IN', 'NF_IP6_LOCAL_IN'],
    ['FORWARD', 'forward', 'Forward', 'NF_INET_FORWARD'],
    ['LOCAL_OUT', 'output', 'OUTPUT', 'NF_IP_LOCAL_OUT'],
    ['POST_ROUTING', 'postrouting', 'POSTROUTING', 'NF_IP_POST_ROUTING'],
  ];
  words.forEach((spellings, hook) => {
    for (const word of spellings) expect(parseHook(word)).toEqual({ value: hook });
  });
  for (const word of ['', 'ingress', 'NF_INET_INPUT', 'constructor', 'LOCALIN ']) {
    expect(parseHook(word)).toHaveProperty('problem');
  }
});

test('priorities', () => {
  const good: readonly (readonly [string | number, number])[] = [
    [0, 0],
    [-0, 0],
    ['-0', 0],
    ['-300', -300],
    ['+7', 7],
    ['NF_IP_PRI_FIRST', -2147483648],
    ['first', -2147483648],
    ['Last', 2147483647],
    ['NAT_DST', -100],
    ['dstnat', -100],
    ['srcnat', 100],
    ['filter', 0],
    ['filter + 10', 10],
    ['dstnat-5', -105],
    ['raw  -  1', -301],
    ['FIRST + 1', -2147483647],
  ];
  for (const [given, value] of good) expect(parsePriority(given)).toEqual({ value });
  for (const given of [
    '',
    'frist',
    'filter +',
    'filter + 1.5',
    'FIRST - 1',
    '1e3',
    1.5,
    NaN,
    Infinity,
    2 ** 31,
    'toString',
    '9'.repeat(400),
  ]) {
    expect(parsePriority(given)).toHaveProperty('problem');
  }
});

test('what was meant', () => {
  expect(editDistance('adress', 'address')).toBe(1);
  expect(editDistance('wbe', 'web')).toBe(1);
  expect(editDistance('', 'abc')).toBe(3);
  expect(editDistance('ca', 'abc')).toBe(3);
  expect(closest('FORWRAD', ['LOCAL_IN', 'FORWARD'])).toBe('FORWARD');
  expect(closest('x', ['y', 'in'])).toBeUndefined();
  expect(closest('database', ['web'])).toBeUndefined();
  expect(closest('x'.repeat(50), ['x'.repeat(50)])).toBeUndefined();
});
