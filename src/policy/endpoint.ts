import type { ServiceEndpoint } from '../model/policy.js';
import { NO_PORT } from '../model/flow.js';
import { ICMP, ICMPV6, isIcmp, PROTOCOL_NAMES, protocolNumber } from '../model/protocol.js';
import { IPV4, parseAddress } from './ip-address.js';
import type { Parsed } from '../yaml/parsed.js';
import { quoted } from '../yaml/shown-text.js';

const PORT = '(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])';

/** What an endpoint looks like, for editors. That the part in brackets is an address only `parseEndpoint` knows. */
const HOST = `(?:${IPV4}|\\[[0-9a-fA-F:.]*:[0-9a-fA-F:.]*\\])`;
export const ENDPOINT_PATTERN = `^${HOST}(?::${PORT}(?:/(?:tcp|udp))?|/icmp(?:v6)?)$`;

const FORM = 'an address and port are written 172.17.0.2:8080 or [fd00::2]:8080';

/**
 * `172.17.0.2:8080`, `[fd00::2]:8080`, `172.17.0.2:53/udp`, `172.17.0.2/icmp`, `[fd00::2]/icmpv6`; the port is from 1
 * to 65535, and TCP's where nothing is behind it.
 */
export function parseEndpoint(text: string): Parsed<ServiceEndpoint> {
  const [end = '', word = 'tcp', ...more] = text.split('/');
  const name = PROTOCOL_NAMES.find((known) => known === word);
  if (name === undefined || more.length > 0) {
    const wrong = [word, ...more].join('/');
    return {
      problem: `${quoted(wrong)} is no protocol that is traced; it must be one of ${PROTOCOL_NAMES.join(', ')}`,
    };
  }
  const protocol = protocolNumber(name);
  return isIcmp(protocol) ? parseHost(end, text, protocol) : parsePorted(end, text, protocol);
}

/** An address alone: ICMP has no ports. */
function parseHost(end: string, text: string, protocol: number): Parsed<ServiceEndpoint> {
  const match = /^(?:\[([^[\]]*:[^[\]]*)\]|([^[\]:]*))$/.exec(end);
  const form = protocol === ICMP ? '172.17.0.2/icmp' : '[fd00::2]/icmpv6';
  if (match === null) return { problem: `${quoted(text)} has more than an address; ICMP is written ${form}` };
  const address = parseAddress(match[1] ?? match[2] ?? '');
  if ('problem' in address) return address;
  if (address.value.includes(':') !== (protocol === ICMPV6))
    return { problem: `${quoted(text)} is of the other family; write ${form}` };
  return { value: { protocol, address: address.value, port: NO_PORT } };
}

function parsePorted(end: string, text: string, protocol: number): Parsed<ServiceEndpoint> {
  const match = /^(?:\[([^[\]]*)\]|([^[\]:]*)):([^:]*)$/.exec(end);
  if (match === null) return { problem: `${quoted(text)} is no address and port${hintFor(end)}` };
  const [, inBrackets, bare, port = ''] = match;
  if (inBrackets?.includes(':') === false) {
    return { problem: `${quoted(text)} has an address in brackets that is not IPv6; leave them out` };
  }
  const address = parseAddress(inBrackets ?? bare ?? '');
  if ('problem' in address) {
    return { problem: address.problem.includes(';') ? address.problem : `${address.problem}; ${FORM}` };
  }
  if (!new RegExp(`^${PORT}$`).test(port)) {
    return { problem: `${quoted(port)} is no port; it must be a number from 1 to 65535` };
  }
  return { value: { protocol, address: address.value, port: Number(port) } };
}

function hintFor(text: string): string {
  if (!('problem' in parseAddress(text))) {
    const bracketed = text.includes(':') ? `[${text}]` : text;
    return `: its port is missing; write ${quoted(`${bracketed}:8080`)} with the service's port`;
  }
  if (text.split(':').length > 2 && !text.includes('[')) {
    return '; an IPv6 address stands in brackets, as in [fd00::2]:8080';
  }
  return `; ${FORM}`;
}
