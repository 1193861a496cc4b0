import type { Inside } from './inside.js';
import type { NetworkNamespace } from './network-namespaces.js';

/**
 * The addresses that are local in a namespace, as the kernel writes them (%pI4, %pI6c), but for those that are local in
 * all: of the loopback device and of single links.
 */
export async function localAddresses(where: NetworkNamespace, inside: Inside): Promise<string[]> {
  const all = [
    ...ipv4Of(await inside.netText(where, 'fib_trie')),
    ...ipv6Of(await inside.netText(where, 'if_inet6')),
  ];
  return [...new Set(all)].filter((address) => !/^(127\.|169\.254\.|fe80:|::1$)/.test(address));
}

/** A leaf of the trie is an address, and below it what routes there are (fib_trie_seq_show() of net/ipv4/fib_trie.c). */
function ipv4Of(trie: string): string[] {
  const leaves = trie.matchAll(/\|-- (\d+\.\d+\.\d+\.\d+)\n((?: +\/.*\n?)*)/g);
  return Array.from(leaves)
    .filter(([, , routes]) => routes!.includes('/32 host LOCAL'))
    .map(([, address]) => address!);
}

/** 32 digits, then the device and what the address is like (if6_seq_show() of net/ipv6/addrconf.c). */
function ipv6Of(table: string): string[] {
  const addresses = table.matchAll(/^([0-9a-f]{32}) /gm);
  return Array.from(addresses, ([, digits]) => {
    const groups = digits!.match(/.{4}/g)!.join(':');
    return new URL(`http://[${groups}]/`).hostname.slice(1, -1);
  });
}
