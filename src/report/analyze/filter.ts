import type { Entry } from '../../model/entry.js';
import type { Flow } from '../../model/flow.js';
import type { Fate, Packet } from '../../model/packet.js';
import { protocolNumber, type ProtocolName } from '../../model/protocol.js';
import type { LogNames } from '../names.js';

/** What a user asks to see of a log. What is undefined admits everything; all that is given must hold. */
export interface Selection {
  readonly flows?: readonly number[] | undefined;
  /** An address that the packet carried at some hook, as source or destination. */
  readonly host?: string | undefined;
  /** The same for a port. */
  readonly port?: number | undefined;
  readonly protocol?: ProtocolName | undefined;
  /** The name or pointer of a namespace that the packet crossed. */
  readonly netns?: string | undefined;
  readonly fate?: Fate | undefined;
}

/** Lets through the packets that a selection asks for, and the flows that have any of them. */
export class Filter {
  readonly shown = { packets: 0, flows: 0 };
  /** Whether anything is asked for at all. */
  readonly isActive: boolean;
  private readonly selection: Selection;
  private readonly names: LogNames;
  private readonly shownFlows = new Set<number>();

  constructor(selection: Selection, names: LogNames) {
    this.selection = selection;
    this.names = names;
    this.isActive = Object.values(selection).some((wish) => wish !== undefined);
  }

  packet(packet: Packet): boolean {
    if (!this.isActive) return true;
    if (!this.admits(packet)) return false;
    this.shown.packets++;
    this.shownFlows.add(packet.flow);
    return true;
  }

  flow(flow: Flow): boolean {
    if (!this.isActive) return true;
    if (![flow.id, ...flow.aliases].some((id) => this.shownFlows.delete(id))) return false;
    this.shown.flows++;
    return true;
  }

  private admits({ flow, fate, entries, boot }: Packet): boolean {
    const { flows, fate: wishedFate, host, port, protocol, netns } = this.selection;
    const { texts, namespaces } = this.names;
    return (
      (flows === undefined || flows.includes(flow)) &&
      (wishedFate === undefined || fate === wishedFate) &&
      (protocol === undefined || entries[0]!.protocol === protocolNumber(protocol)) &&
      (port === undefined || entries.some((entry) => entry.sport === port || entry.dport === port)) &&
      (host === undefined || someAddress(entries, (address) => texts.text(address) === host)) &&
      (netns === undefined ||
        entries.some(
          (entry) => namespaces.nameOf(entry.netns, boot) === netns || texts.text(entry.netns) === netns,
        ))
    );
  }
}

function someAddress(entries: readonly Entry[], test: (address: number) => boolean): boolean {
  return entries.some((entry) => test(entry.src) || test(entry.dst));
}
