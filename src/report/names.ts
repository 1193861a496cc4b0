import type { Endpoint } from '../model/flow.js';
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

/** `172.17.0.2:8080`, and `[fd00::2]:8080` for IPv6. */
export function endpointText(texts: SymbolTexts, { address, port }: Endpoint): string {
  const text = texts.text(address);
  return text.includes(':') ? `[${text}]:${port}` : `${text}:${port}`;
}

/** A device's name for a terminal; `?` where there is none. */
export function deviceText(texts: SymbolTexts, device: SymbolId): string {
  return device === NONE ? '?' : printable(texts.text(device));
}

/** A symbol as JSON: a string, or null for none. */
export function symbolJson(texts: SymbolTexts, symbol: SymbolId): string {
  return symbol === NONE ? 'null' : jsonString(texts.text(symbol));
}
