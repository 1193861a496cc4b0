import { protocolName } from '../../model/protocol.js';
import type { Entry } from '../../model/entry.js';
import type { Flow } from '../../model/flow.js';
import { hookName } from '../../model/hook.js';
import type { Packet } from '../../model/packet.js';
import type { SummaryFacts } from '../json.js';
import { printable } from '../log-text.js';
import type { ExportContext, Exporter } from './exporter.js';
import { FlowTimes, type FlowTime } from './flow-times.js';
import { captureAttributes, entryAttributes, flowAttributes, packetAttributes } from './otlp-facts.js';
import { OtlpIds } from './otlp-ids.js';
import { OtlpRequests, type OtlpRequest } from './otlp-requests.js';
import { OtlpResources, type Origin } from './otlp-resources.js';
import { spanJson, type SpanFields } from './otlp-span.js';

/** In whose place the capture has a trace: flows count from 1. */
const NO_FLOW = 0;

/**
 * Traces for OpenTelemetry's tools, as requests of OTLP/JSON. A flow is a trace, a packet a span in it, an entry a span
 * below that, from its hook to the next in the same namespace. Entries are spans and not events because only a span has
 * a resource, so that each namespace is a service with a colour of its own, and because viewers search spans by their
 * attributes and show how long each took. One trace more is the capture: what of the log was read, and what was lost.
 */
export class OtlpExport implements Exporter {
  private readonly context: ExportContext;
  private readonly requests: OtlpRequests;
  private readonly resources: OtlpResources;
  private readonly flows = new FlowTimes();
  private boot = 0;
  /** Of the boot that is read; null before its first entry. */
  private ids: OtlpIds | null = null;
  /** When there were packets in the first boot that has any, and its ids. */
  private whole: (FlowTime & { readonly ids: OtlpIds }) | null = null;

  constructor(put: (request: OtlpRequest) => void, context: ExportContext) {
    this.context = context;
    this.requests = new OtlpRequests(put, context.version);
    this.resources = new OtlpResources(context.names);
  }

  entry(entry: Entry): void {
    this.ids ??= new OtlpIds(entry, this.boot, this.context.names.texts);
  }

  packet(packet: Packet): void {
    const { entries, boot, flow, id } = packet;
    const ids = this.ids!;
    const { micros, isMoved, basis } = this.context.timeline.timesOf(packet);
    const origin = { boot, file: entries[0]!.file, basis };
    const [start, end] = [micros[0]!, micros.at(-1)!];
    this.flows.add(flow, origin, start, end);
    this.widen(ids, origin, start, end);
    const trace = ids.trace(flow);
    const span = ids.packet(id);
    this.add(this.resources.ofCapture(origin), {
      trace,
      span,
      parent: ids.flow(flow),
      name: `${packet.direction} packet`,
      start,
      end,
      attributes: packetAttributes(packet, this.context.names),
      failure: packet.fate === 'stopped' ? stoppedAt(entries.at(-1)!) : null,
    });
    entries.forEach((entry, i) => {
      const next = entries[i + 1];
      const staysHere = next !== undefined && next.netns === entry.netns;
      const name = printable(this.context.names.namespaces.nameOf(entry.netns, boot));
      this.add(this.resources.ofNamespace(entry.netns, origin), {
        trace,
        span: ids.entry(id, i),
        parent: span,
        name: `${name}/${hookName(entry.hook)}`,
        start: micros[i]!,
        end: micros[staysHere ? i + 1 : i]!,
        attributes: entryAttributes(entry, isMoved[i]!, this.context.names),
      });
    });
  }

  /** Packets that left before NAT showed that they are this flow's are in traces of their own: those are linked. */
  flow(flow: Flow): void {
    const own = this.flows.take(flow.id);
    const parts = flow.aliases.flatMap((id) => {
      const time = this.flows.take(id);
      return time === undefined ? [] : [{ id, time }];
    });
    const times = [...(own === undefined ? [] : [own]), ...parts.map(({ time }) => time)];
    if (times.length === 0) return;
    const facts = flowAttributes(flow, this.context.names);
    const whole = {
      origin: times[0]!.origin,
      start: Math.min(...times.map(({ start }) => start)),
      end: Math.max(...times.map(({ end }) => end)),
    };
    const name = `${protocolName(flow.protocol)} flow`;
    this.flowSpan({ id: flow.id, name, time: whole, attributes: facts, linked: parts.map(({ id }) => id) });
    for (const { id, time } of parts) {
      const attributes = { ...facts, 'nfpath.kind': 'flow-part' };
      this.flowSpan({ id, name, time, attributes, linked: [flow.id] });
    }
  }

  newBoot(): void {
    this.boot++;
    this.ids = null;
  }

  end(facts: SummaryFacts): void {
    const { whole } = this;
    if (whole !== null) {
      const { ids, origin, start, end } = whole;
      this.add(this.resources.ofCapture(origin), {
        trace: ids.trace(NO_FLOW),
        span: ids.flow(NO_FLOW),
        parent: null,
        name: 'capture',
        start,
        end,
        attributes: captureAttributes(facts, this.context.ledger),
      });
    }
    this.requests.flush();
  }

  /** The span of a flow, or of a part that was taken for one, with links to the flows with these ids. */
  private flowSpan({ id, name, time: { origin, start, end }, attributes, linked }: FlowSpan): void {
    const ids = this.ids!;
    const links = linked.map((other) => ({ trace: ids.trace(other), span: ids.flow(other) }));
    this.add(this.resources.ofCapture(origin), {
      trace: ids.trace(id),
      span: ids.flow(id),
      parent: null,
      name,
      start,
      end,
      attributes,
      links,
    });
  }

  private widen(ids: OtlpIds, origin: Origin, start: number, end: number): void {
    this.whole ??= { ids, origin, start, end };
    // Times of another boot, or of another kind, have nothing to do with these.
    const { boot, basis } = this.whole.origin;
    if (origin.boot !== boot || origin.basis !== basis) return;
    this.whole.start = Math.min(this.whole.start, start);
    this.whole.end = Math.max(this.whole.end, end);
  }

  private add(resource: string, span: SpanFields): void {
    this.requests.add(resource, spanJson(span));
  }
}

function stoppedAt({ hook }: Entry): string {
  return `nothing after ${hookName(hook)}: dropped, queued or stolen there`;
}

interface FlowSpan extends Pick<SpanFields, 'name' | 'attributes'> {
  readonly id: number;
  readonly time: FlowTime;
  /** Ids of other flows. */
  readonly linked: readonly number[];
}
