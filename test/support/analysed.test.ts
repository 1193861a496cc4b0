import { expect, test } from 'vitest';
import { accountErrors, analysed, entriesOf } from './analysed.js';
import { interleavings, kernelLog, walk } from './kernel-log.js';

test('a described log reads like one of the kernel and knows its packets', () => {
  const log = kernelLog([
    walk('a', '10.10.10.3:38478 > 10.10.10.2:8081', [
      'init/PRE_ROUTING ens160',
      'init/FORWARD ens160>docker0 dst=172.17.0.2:8080 +21',
      'init/POST_ROUTING >docker0',
    ]),
  ]);
  expect(log.lines.slice(4, 8)).toEqual([
    '[  100.001018] [nftrace]: ====================================================',
    '[  100.001019] [nftrace]: DEV: ens160, NS: ffffffff8d911640, INITNET: ffffffff8d911640',
    '[  100.001020] [nftrace]: IN DEV: ens160, NS: ffffffff8d911640, OUT DEV: docker0, NS: ffffffff8d911640',
    '[  100.001021] [nftrace]: [2]: 10.10.10.3:38478->172.17.0.2:8080, skb: ffff9710e40c292c',
  ]);
  expect(log.packets).toEqual([[4, 8, 12]]);

  const run = analysed(log.text);
  expect(accountErrors(run)).toEqual([]);
  expect(entriesOf(run).map(({ line, hook }) => [line, hook])).toEqual([
    [4, 'PRE_ROUTING'],
    [8, 'FORWARD'],
    [12, 'POST_ROUTING'],
  ]);
});

test.each([
  [[4, 4], 70],
  [[4, 4, 4], 34_650],
])('there are as many ways to interleave %j lines as there must be', (lengths, count) => {
  const orders = new Set([...interleavings(lengths)].map((order) => order.join('')));
  expect(orders.size).toBe(count);
});
