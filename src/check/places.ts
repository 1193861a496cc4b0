import { destinationOf, sourceOf } from '../model/entry.js';
import type { Endpoint } from '../model/flow.js';
import { LOCAL_IN, LOCAL_OUT } from '../model/hook.js';
import { INIT, SERVICE, type NamespaceName, type Service, type ServiceEndpoint } from '../model/policy.js';
import { isHiddenPointer, type SymbolId, type SymbolTexts } from '../model/symbol.js';
import type { BootFacts, ServerTraffic, Traffic, Way } from '../model/traffic.js';

/** Whether an endpoint of the log is one that a policy names. */
export function isEndpoint(texts: SymbolTexts, end: Endpoint, wanted: ServiceEndpoint): boolean {
  return (
    end.port === wanted.port && end.protocol === wanted.protocol && texts.text(end.address) === wanted.address
  );
}

/** Which namespaces of each boot the names of a policy stand for. */
export class Places {
  private readonly traffic: Traffic;
  private readonly service: Service;
  private readonly names: readonly NamespaceName[];
  private readonly texts: SymbolTexts;
  private readonly known = new Map<string, ReadonlySet<SymbolId>>();
  private readonly hidden = new Map<number, boolean>();

  constructor(traffic: Traffic, service: Service, names: readonly NamespaceName[], texts: SymbolTexts) {
    this.traffic = traffic;
    this.service = service;
    this.names = names;
    this.texts = texts;
  }

  /** The namespaces that a name stands for in a boot; none where the log does not show it. */
  of(name: string, boot: number): ReadonlySet<SymbolId> {
    const key = `${boot} ${name}`;
    let found = this.known.get(key);
    if (found === undefined) this.known.set(key, (found = this.find(name, boot)));
    return found;
  }

  /** Whether a namespace of a boot is one that the name stands for. `init` is known wherever it is seen. */
  has(name: string, boot: number, netns: SymbolId): boolean {
    return this.of(name, boot).has(netns);
  }

  /** Whether a boot's namespaces are hidden, and so all alike: then nothing is known of any. */
  isHidden(boot: number): boolean {
    let hidden = this.hidden.get(boot);
    if (hidden === undefined) {
      const namespaces = [...this.traffic.boots[boot]!.namespaces.keys()];
      hidden = namespaces.some((netns) => isHiddenPointer(this.texts.text(netns)));
      this.hidden.set(boot, hidden);
    }
    return hidden;
  }

  private find(name: string, boot: number): ReadonlySet<SymbolId> {
    const facts = this.traffic.boots[boot]!;
    if (this.isHidden(boot)) return new Set();
    if (name === INIT) return initOf(facts);
    if (name === SERVICE) return this.findService(boot);
    const { pointerOrAddress } = this.names.find((known) => known.name === name)!;
    const pointer = [...facts.namespaces.keys()].filter(
      (netns) => this.texts.text(netns) === pointerOrAddress,
    );
    if (pointer.length > 0) return new Set(pointer);
    return this.holdersOf(pointerOrAddress, facts);
  }

  /**
   * Where an address is local. Being taken in there is proof; being sent from there is not where init does it,
   * which answers in a server's name when it rejects.
   */
  private holdersOf(address: string, { takenIn, sentFrom, namespaces }: BootFacts): ReadonlySet<SymbolId> {
    const holders = (by: ReadonlyMap<SymbolId, ReadonlySet<SymbolId>>): SymbolId[] =>
      [...by].flatMap(([symbol, found]) => (this.texts.text(symbol) === address ? [...found] : []));
    const proven = holders(takenIn);
    if (proven.length > 0) return new Set(proven);
    return new Set(holders(sentFrom).filter((netns) => namespaces.get(netns)?.isInit !== true));
  }

  private findService(boot: number): ReadonlySet<SymbolId> {
    const servers = this.traffic.servers.filter(
      (one) => one.boot === boot && isEndpoint(this.texts, one.server, this.service.address),
    );
    const proven = servers.flatMap(({ ways }) => ways.flatMap((way) => this.takers(way)));
    return new Set(proven.length > 0 ? proven : servers.flatMap((server) => this.senders(server)));
  }

  private takers({ example, direction }: Way): SymbolId[] {
    if (direction === 'reply') return [];
    return example.entries
      .filter(
        (entry) =>
          entry.hook === LOCAL_IN && isEndpoint(this.texts, destinationOf(entry), this.service.address),
      )
      .map(({ netns }) => netns);
  }

  /** Namespaces that replied with the service's address and did not stop its packets: those are no REJECT's. */
  private senders({ ways }: ServerTraffic): SymbolId[] {
    const stoppers = new Set(
      ways
        .filter(({ direction, example }) => direction === 'original' && example.fate === 'stopped')
        .map(({ example }) => example.entries.at(-1)!.netns),
    );
    return ways
      .filter(({ direction }) => direction === 'reply')
      .map(({ example }) => example.entries[0]!)
      .filter((entry) => entry.hook === LOCAL_OUT && !stoppers.has(entry.netns))
      .filter((entry) => isEndpoint(this.texts, sourceOf(entry), this.service.address))
      .map(({ netns }) => netns);
  }
}

function initOf({ namespaces }: BootFacts): ReadonlySet<SymbolId> {
  return new Set([...namespaces].filter(([, { isInit }]) => isInit).map(([netns]) => netns));
}
