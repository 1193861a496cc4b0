import type { Parsed } from '../yaml/parsed.js';
import { quoted } from '../yaml/shown-text.js';

const OCTET = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
/** Four numbers up to 255, without leading zeros: some programs read those as octal. */
export const IPV4 = `(?:${OCTET}\\.){3}${OCTET}`;
const ONLY_IPV4 = new RegExp(`^${IPV4}$`);

/** An IPv4 or IPv6 address. IPv6 comes back compressed, as the kernel's %pI6c prints it. */
export function parseAddress(text: string): Parsed<string> {
  if (text.includes(':')) {
    const groups = ipv6Groups(text);
    return groups === null
      ? { problem: `${quoted(text)} is no IPv6 address` }
      : { value: compressed(groups) };
  }
  if (ONLY_IPV4.test(text)) return { value: text };
  if (/^[0-9]+(\.[0-9]+){3}$/.test(text) && text.split('.').every((octet) => Number(octet) <= 255)) {
    return {
      problem: `${quoted(text)} has leading zeros, which some programs read as octal; leave them out`,
    };
  }
  return { problem: `${quoted(text)} is no IP address` };
}

/** The eight groups of an IPv6 address; null where it is none. */
function ipv6Groups(text: string): number[] | null {
  const dotted = /^(.*:)([0-9.]+)$/.exec(text);
  if (dotted !== null && dotted[2]?.includes('.')) {
    const [, front = '', tail = ''] = dotted;
    if (!ONLY_IPV4.test(tail)) return null;
    const [a = 0, b = 0, c = 0, d = 0] = tail.split('.').map(Number);
    return ipv6Groups(`${front}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`);
  }
  const halves = text.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const [front = [], back] = halves;
  const missing = 8 - front.length - (back?.length ?? 0);
  if (halves.length > 2 || (back === undefined ? missing !== 0 : missing < 1)) return null;
  const groups = [...front, ...Array.from({ length: missing }, () => '0'), ...(back ?? [])];
  return groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))
    ? groups.map((group) => parseInt(group, 16))
    : null;
}

/**
 * Source: lib/vsprintf.c ip6_compressed_string(), from 3.10 to 7.x: the first of the longest runs of two zero
 * groups or more is left out, and the tail of a v4-mapped or ISATAP address is dotted.
 */
function compressed(groups: readonly number[]): string {
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  const isIsatap = ((groups[4] ?? 0) | 0x0200) === 0x0200 && groups[5] === 0x5efe;
  const dotted = isMapped || isIsatap;
  const plain = dotted ? groups.slice(0, 6) : groups;
  const run = longestZeros(plain);
  const hex = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  const head =
    run.length < 2
      ? hex(plain)
      : `${hex(plain.slice(0, run.start))}::${hex(plain.slice(run.start + run.length))}`;
  if (!dotted) return head;
  const octets = groups.slice(6).flatMap((group) => [group >> 8, group & 255]);
  return `${head}${head.endsWith(':') ? '' : ':'}${octets.join('.')}`;
}

function longestZeros(groups: readonly number[]): { start: number; length: number } {
  let longest = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let end = start;
    while (groups[end] === 0) end++;
    if (end - start > longest.length) longest = { start, length: end - start };
  }
  return longest;
}
