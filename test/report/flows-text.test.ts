import { expect, test } from 'vitest';
import { ran } from '../support/in-process.js';
import { kernelLog, walk } from '../support/kernel-log.js';

test('two servers that are reached by one path have a heading each with their own address', async () => {
  const way = ['a/LOCAL_OUT >eth0', 'a/POST_ROUTING >eth0', 'b/PRE_ROUTING eth0>', 'b/LOCAL_IN eth0>'];
  const { text } = kernelLog([
    walk('skb1', '172.17.0.4:4000 > 172.17.0.2:8080', way),
    walk('skb2', '172.17.0.4:4001 > 172.17.0.2:9090', way),
  ]);
  const { stdout } = await ran(['analyze'], text);
  expect(stdout).toContain('original ×1  172.17.0.4:4000 → 172.17.0.2:8080 ');
  expect(stdout).toContain('original ×1  172.17.0.4:4001 → 172.17.0.2:9090 ');
});

test('translations to two ports of one server are two paths', async () => {
  const way = (port: number): string[] => [
    'init/PRE_ROUTING eth0>',
    `init/LOCAL_IN eth0> dst=10.0.0.1:${port}`,
  ];
  const { text } = kernelLog([
    walk('skb1', '10.0.0.9:4000 > 10.0.0.1:80', way(8080)),
    walk('skb2', '10.0.0.9:4001 > 10.0.0.1:80', way(8081)),
  ]);
  const { stdout } = await ran(['analyze'], text);
  expect(stdout).toContain('DNAT 10.0.0.1:80 ⇒ 10.0.0.1:8080');
  expect(stdout).toContain('DNAT 10.0.0.1:80 ⇒ 10.0.0.1:8081');
});
