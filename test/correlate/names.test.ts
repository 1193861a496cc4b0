/** What namespaces are called. */
import { describe, expect, test } from 'vitest';
import { analysed } from '../support/analysed.js';
import { kernelLog, pointerOf, walk, type Walk } from '../support/kernel-log.js';
import { INSIDE, BESIDE_HOST, OUTSIDE, PUBLISHED } from './ways.js';

/** Names by the name that the walks use. */
function namesIn(walks: readonly Walk[], netns: readonly { name: string; pointerOrAddress: string }[] = []) {
  const { namespaces } = analysed(kernelLog(walks).text, { netns }).summary;
  const own = [...new Set(walks.flatMap(({ records }) => records.map((record) => record.netns)))];
  return Object.fromEntries(
    own.map((name) => [name, namespaces.find((seen) => seen.netns === pointerOf(name))?.name]),
  );
}

const over = (netns: string, address: string, dev: string): Walk =>
  walk(`over ${dev}`, `${address}:40000 > ${address}:80`, [
    `${netns}/LOCAL_OUT >${dev}`,
    `${netns}/POST_ROUTING >${dev}`,
    `${netns}/PRE_ROUTING ${dev}`,
    `${netns}/LOCAL_IN ${dev}`,
  ]);

describe('a namespace is called', () => {
  test('`init` where INITNET points to it, and else by the address that is local there', () => {
    expect(namesIn([walk('s', OUTSIDE, PUBLISHED)])).toEqual({ init: 'init', c2: '172.17.0.2' });
    expect(namesIn([walk('s', INSIDE, BESIDE_HOST)])).toEqual({ c4: '172.17.0.4', c2: '172.17.0.2' });
  });

  test('by its pointer as long as no address is known to be local there', () => {
    expect(namesIn([walk('s', INSIDE, ['r/PRE_ROUTING eth0', 'r/FORWARD eth0>eth1'])])).toEqual({
      r: pointerOf('r'),
    });
  });

  test('by its loopback address only until a better one is known', () => {
    expect(namesIn([over('c2', '127.0.0.1', 'lo')])).toEqual({ c2: '127.0.0.1' });
    expect(namesIn([over('c2', '127.0.0.1', 'lo'), over('c2', '172.17.0.2', 'eth0')])).toEqual({
      c2: '172.17.0.2',
    });
    expect(namesIn([over('c2', '172.17.0.2', 'eth0'), over('c2', '127.0.0.1', 'lo')])).toEqual({
      c2: '172.17.0.2',
    });
  });

  test('by the first of its addresses', () => {
    expect(namesIn([over('c2', '127.0.0.1', 'lo'), over('c2', '127.0.0.53', 'lo')])).toEqual({
      c2: '127.0.0.1',
    });
    expect(namesIn([over('c2', '172.17.0.2', 'eth0'), over('c2', '10.1.1.1', 'eth1')])).toEqual({
      c2: '172.17.0.2',
    });
  });

  test('with a number where another has the same address: of another bridge, or of a container started later', () => {
    expect(
      namesIn([
        over('c2', '172.17.0.2', 'eth0'),
        over('other', '172.17.0.2', 'eth0'),
        over('third', '172.17.0.2', 'eth0'),
      ]),
    ).toEqual({ c2: '172.17.0.2', other: '172.17.0.2#2', third: '172.17.0.2#3' });
  });

  test('as the user says, by pointer or by address, `init` too', () => {
    const walks = [walk('s', OUTSIDE, PUBLISHED), walk('t', INSIDE, BESIDE_HOST)];
    const netns = [
      { name: 'web', pointerOrAddress: '172.17.0.2' },
      { name: 'client', pointerOrAddress: pointerOf('c4') },
      { name: 'host', pointerOrAddress: pointerOf('init') },
    ];
    expect(namesIn(walks, netns)).toEqual({ init: 'host', c2: 'web', c4: 'client' });
  });

  test('the user’s names are told apart, too', () => {
    const netns = [{ name: 'web', pointerOrAddress: '172.17.0.2' }];
    expect(namesIn([over('c2', '172.17.0.2', 'eth0'), over('other', '172.17.0.2', 'eth0')], netns)).toEqual({
      c2: 'web',
      other: 'web#2',
    });
  });

  test('in packets as in the summary', () => {
    const run = analysed(kernelLog([walk('s', OUTSIDE, PUBLISHED)]).text);
    expect(run.packets[0]!.hops.map(({ netns, name }) => ({ netns, name }))).toEqual(run.summary.namespaces);
  });
});
