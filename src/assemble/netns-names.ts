import { NONE, type SymbolId } from '../model/symbol.js';

/** What makes a symbol of a text, and a text of a symbol. */
interface Symbols {
  text(symbol: SymbolId): string;
  intern(text: string): SymbolId;
}

/**
 * The namespaces of format 2. A namespace that is gone leaves its address to the next one, which the log shows only by
 * another cookie (net_cookie, net/core/net_namespace.c): such a one is `ADDRESS#COOKIE` from then on.
 */
export class NetnsNames {
  private readonly symbols: Symbols;
  /** By address: the namespace that has it now, and its cookie. */
  private readonly at = new Map<SymbolId, { cookie: SymbolId; netns: SymbolId }>();

  constructor(symbols: Symbols) {
    this.symbols = symbols;
  }

  /** The namespace at an address; `isNew` says that it was not there before. */
  of(address: SymbolId, cookie: SymbolId): { netns: SymbolId; isNew: boolean } {
    const known = this.at.get(address);
    if (known !== undefined && known.cookie === cookie) return { netns: known.netns, isNew: false };
    const isFirst = known === undefined || cookie === NONE;
    const netns = isFirst ? address : this.symbols.intern(`${this.text(address)}#${this.text(cookie)}`);
    this.at.set(address, { cookie, netns });
    return { netns, isNew: true };
  }

  /** Another boot begins. */
  forget(): void {
    this.at.clear();
  }

  private text(symbol: SymbolId): string {
    return this.symbols.text(symbol);
  }
}
