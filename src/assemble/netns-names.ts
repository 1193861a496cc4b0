import { NONE, type SymbolId } from '../model/symbol.js';

/** What makes a symbol of a text, and a text of a symbol. */
interface Symbols {
  text(symbol: SymbolId): string;
  intern(text: string): SymbolId;
}

interface Holder {
  readonly netns: SymbolId;
  cookie: SymbolId;
  /** It is the first, second, … namespace at its address. */
  readonly time: number;
}

/**
 * The namespaces of format 2. A namespace that is gone leaves its address to the next one, which the log shows only by
 * another cookie (net/core/net_namespace.c): the second one is `ADDRESS#2`.
 */
export class NetnsNames {
  private readonly symbols: Symbols;
  /** By address: the namespace that has it now. */
  private readonly holders = new Map<SymbolId, Holder>();

  constructor(symbols: Symbols) {
    this.symbols = symbols;
  }

  /** The namespace at an address; `isNew` says that it was not there before. `cookie` is NONE where it has none. */
  of(address: SymbolId, cookie: SymbolId): { netns: SymbolId; isNew: boolean } {
    const holder = this.holders.get(address);
    if (holder !== undefined && isSame(holder, cookie)) {
      holder.cookie = cookie;
      return { netns: holder.netns, isNew: false };
    }
    const time = (holder?.time ?? 0) + 1;
    const netns = time === 1 ? address : this.symbols.intern(`${this.symbols.text(address)}#${time}`);
    this.holders.set(address, { netns, cookie, time });
    return { netns, isNew: true };
  }

  /** Another boot begins. */
  forget(): void {
    this.holders.clear();
  }
}

/** Up to 5.11 a namespace gets its cookie when somebody first asks for it. */
function isSame(holder: Holder, cookie: SymbolId): boolean {
  return holder.cookie === cookie || holder.cookie === NONE;
}
