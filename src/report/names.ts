import { NO_PORT, type Endpoint } from '../model/flow.js';
import { serviceEndpointText } from '../model/policy.js';
import { NONE, type SymbolId, type SymbolTexts } from '../model/symbol.js';
import { jsonString, printable } from './log-text.js';

/** What reports need to know of a log beside its packets and flows. */
export interface LogNames {
  readonly texts: SymbolTexts;
  readonly namespaces: {
    nameOf(netns: SymbolId, boot: number): string;
    readonly seen: readonly { readonly netns: string; readonly name: string }[];
  };
  /** The inputs by index, as the user named them. */
  readonly inputs: readonly string[];
}

/** `172.17.0.2:8080`, and `[fd00::2]:8080` for IPv6; the address alone where there is no port. */
export function endpointText(texts: SymbolTexts, { address, port }: Endpoint): string {
  const hasPort = port !== NO_PORT;
  const text = addressText(texts.text(address), hasPort);
  return hasPort ? `${text}:${port}` : text;
}

/** An address as it stands with a port behind it, or alone. */
export function addressText(address: string, hasPort: boolean): string {
  return hasPort && address.includes(':') ? `[${address}]` : address;
}

/** The same with any port in place of its own. */
export function anyPortText(texts: SymbolTexts, end: Endpoint): string {
  return end.port === NO_PORT ? endpointText(texts, end) : endpointText(texts, end).replace(/\d+$/, '*');
}

/** The same with what is not TCP behind it, as policies write it: `172.17.0.2:53/udp`. */
export function protocolEndpointText(texts: SymbolTexts, { protocol, address, port }: Endpoint): string {
  return serviceEndpointText({ protocol, address: texts.text(address), port });
}

/** A device's name for a terminal; `?` where there is none. */
export function deviceText(texts: SymbolTexts, device: SymbolId): string {
  return device === NONE ? '?' : printable(texts.text(device));
}

/** A symbol as JSON: a string, or null for none. */
export function symbolJson(texts: SymbolTexts, symbol: SymbolId): string {
  return symbol === NONE ? 'null' : jsonString(texts.text(symbol));
}
