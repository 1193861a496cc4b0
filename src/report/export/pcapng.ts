import type { Entry } from '../../model/entry.js';
import { hookName } from '../../model/hook.js';
import { startsMidPath, type Packet } from '../../model/packet.js';
import { shown } from '../../model/shown.js';
import { NONE } from '../../model/symbol.js';
import type { SummaryFacts } from '../json.js';
import { ledgerText } from '../ledger-text.js';
import { printable } from '../log-text.js';
import { PLAIN } from '../style.js';
import type { ExportContext, Exporter } from './exporter.js';
import { hookDirection } from './hook-direction.js';
import { ipPacket } from './ip-packet.js';
import { LogOrder } from './log-order.js';
import { NamespaceLabels } from './namespace-labels.js';
import {
  enhancedPacket,
  interfaceDescription,
  interfaceStatistics,
  OPTION,
  sectionHeader,
  wide,
  type BlockOption,
} from './pcapng-blocks.js';
import { BASES } from './timeline.js';

const SYNTHETIC =
  'SYNTHETIC: made from the log of nftrace, not captured. A frame is one firing of one netfilter hook. Known are its ' +
  'addresses, ports, hook, namespace, devices and time. TTL and length are made up; what comes behind the ports ' +
  '(sequence numbers, flags, checksum, data) is not known, so frames are cut there.';

/** Bits of epb_flags. */
const FLAGS = { in: 1, out: 2 } as const;

interface Frame {
  readonly entry: Entry;
  readonly packet: Packet;
}

interface Interface {
  readonly id: number;
  frames: number;
}

/**
 * A pcapng file: an interface for each hook of each namespace, a frame for each entry with IP and TCP headers that are
 * made up, and what else is known in the frame's comment. Frames come in the order of the log.
 */
export class PcapngExport implements Exporter {
  private readonly write: (bytes: Buffer) => void;
  private readonly context: ExportContext;
  private readonly labels: NamespaceLabels;
  private readonly interfaces = new Map<string, Interface>();
  private readonly frames = new LogOrder<Frame>((frame) => this.frame(frame));
  private lastMicros = 0;

  constructor(write: (bytes: Buffer) => void, context: ExportContext) {
    this.write = write;
    this.context = context;
    this.labels = new NamespaceLabels(context.names);
    write(
      sectionHeader([
        [OPTION.comment, SYNTHETIC],
        [OPTION.userApplication, `nfpath ${context.version}`],
      ]),
    );
  }

  entry(): void {}

  packet(packet: Packet): void {
    this.context.timeline.timesOf(packet);
    for (const entry of packet.entries) this.frames.push({ entry, packet });
  }

  flow(): void {}

  newBoot(): void {
    this.frames.flush();
  }

  end(facts: SummaryFacts): void {
    this.frames.flush();
    const account = ledgerText(this.context.ledger, facts, [], { style: PLAIN, width: Infinity }).trimEnd();
    const { late } = this.frames;
    const order = late === 0 ? '' : `; ${late} frames come later than in the log`;
    for (const { id, frames } of this.interfaces.values()) {
      const comment: BlockOption[] = id === 0 ? [[OPTION.comment, `${account}${order}`]] : [];
      this.write(
        interfaceStatistics(id, this.lastMicros, [...comment, [OPTION.framesReceived, wide(frames)]]),
      );
    }
  }

  private frame({ entry, packet }: Frame): void {
    const { names, timeline } = this.context;
    const micros = timeline.microsOf(entry);
    const its = this.interfaceOf(entry, packet);
    its.frames++;
    this.lastMicros = Math.max(this.lastMicros, micros);
    const { protocol, sport, dport } = entry;
    const [src, dst] = [entry.src, entry.dst].map((address) => names.texts.text(address));
    const frame = ipPacket({ protocol, src: src!, sport, dst: dst!, dport });
    const direction = hookDirection(entry.hook);
    const flags = Buffer.alloc(4);
    flags.writeUInt32LE(direction === null ? 0 : FLAGS[direction]);
    this.write(
      enhancedPacket(its.id, micros, frame, [
        [OPTION.comment, this.comment(entry, packet)],
        [OPTION.packetFlags, flags],
      ]),
    );
  }

  private interfaceOf(entry: Entry, { boot }: Packet): Interface {
    const { hook, netns, file } = entry;
    const key = `${boot} ${netns} ${hook}`;
    const known = this.interfaces.get(key);
    if (known !== undefined) return known;
    const fresh = { id: this.interfaces.size, frames: 0 };
    this.interfaces.set(key, fresh);
    const { names, timeline } = this.context;
    const basis = timeline.basisOf(entry);
    const pointer = printable(names.texts.text(netns));
    this.write(
      interfaceDescription([
        [OPTION.interfaceName, `${this.labels.of({ netns, boot, file })}/${hookName(hook)}`],
        [
          OPTION.interfaceDescription,
          `hook ${hookName(hook)} of network namespace ${pointer}; times are ${basis}: ${BASES[basis]}`,
        ],
      ]),
    );
    return fresh;
  }

  private comment(entry: Entry, packet: Packet): string {
    const { texts, inputs } = this.context.names;
    const device = (word: string, symbol: number): string[] =>
      symbol === NONE ? [] : [`${word} ${printable(texts.text(symbol))}`];
    const devices = [...device('dev', entry.dev), ...device('in', entry.in), ...device('out', entry.out)];
    return [
      `packet ${packet.id}, ${packet.direction} of flow ${packet.flow}, ${packet.fate}`,
      `${inputs.length > 1 ? `${shown(inputs[entry.file]!)} ` : ''}line ${entry.line}`,
      devices.join(', ') || 'no device',
      `skb ${printable(texts.text(entry.skb))}`,
      ...(entry.ambiguous ? ['ambiguous: its lines could also be put together in another way'] : []),
      ...(entry === packet.entries[0] && startsMidPath(packet) ? ['begins in mid-path'] : []),
      ...(packet.hasGap ? ['incomplete: an entry of this packet is missing'] : []),
      'synthetic headers',
    ].join('; ');
  }
}
