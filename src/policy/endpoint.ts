import type { ServiceEndpoint } from '../model/policy.js';
import { IPV4, parseAddress } from './ip-address.js';
import type { Parsed } from '../yaml/parsed.js';
import { quoted } from '../yaml/shown-text.js';

const PORT = '(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])';

/** What an endpoint looks like, for editors. That the part in brackets is an address only `parseEndpoint` knows. */
export const ENDPOINT_PATTERN = `^(?:${IPV4}|\\[[0-9a-fA-F:.]*:[0-9a-fA-F:.]*\\]):${PORT}$`;

const FORM = 'an address and port are written 172.17.0.2:8080 or [fd00::2]:8080';

/** `172.17.0.2:8080` or `[fd00::2]:8080`; the port is from 1 to 65535. */
export function parseEndpoint(text: string): Parsed<ServiceEndpoint> {
  const match = /^(?:\[([^[\]]*)\]|([^[\]:]*)):([^:]*)$/.exec(text);
  if (match === null) return { problem: `${quoted(text)} is no address and port${hintFor(text)}` };
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
  return { value: { address: address.value, port: Number(port) } };
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
