import { describe, expect, test } from 'vitest';
import { lineEngine, recogniserEngine } from './engines.js';
import { HOSTILE_NAMES, LINE_ENDS, MESSAGES, PREFIXES } from './samples.js';

const recognise = recogniserEngine();
const read = lineEngine();

describe.each(PREFIXES)('%s', (_, prefix, around) => {
  test.each(MESSAGES)('%s', (message, fields) => {
    for (const end of LINE_ENDS) {
      expect(read(`${prefix}[nftrace]: ${message}${end}`)).toEqual({ ...fields, ...around });
    }
  });
});

describe('device names that look like something else', () => {
  test.each(HOSTILE_NAMES)('%j', (name) => {
    const ns = 'ffff9710acf85200';
    const time = { sec: 1, usec: 2, caller: null };
    expect(recognise(`[    1.000002] [nftrace]: DEV: ${name}, NS: ${ns}, INITNET: ${ns}`)).toEqual({
      kind: 'device',
      dev: name,
      netns: ns,
      initnet: ns,
      ...time,
    });
    expect(
      recognise(`[    1.000002] [nftrace]: IN DEV: ${name}, NS: ${ns}, OUT DEV: ${name}, NS: (null)`),
    ).toEqual({
      kind: 'inOut',
      inDev: name,
      inNetns: ns,
      outDev: name,
      outNetns: '(null)',
      ...time,
    });
  });
});
