/**
 * Reads trace events as Perfetto's importer does (src/trace_processor/importers/json): a stack of slices for each track,
 * which is an id and a category. What the Trace Event Format forbids is an error here.
 */
export interface TraceEvent {
  readonly ph: 'b' | 'n' | 'e' | 'M';
  readonly ts: number;
  readonly pid: number;
  readonly tid: number;
  readonly id?: string;
  readonly cat?: string;
  readonly name: string;
  readonly args?: Readonly<Record<string, unknown>>;
  readonly bind_id?: string;
  readonly flow_in?: true;
  readonly flow_out?: true;
}

export interface Slice {
  readonly name: string;
  readonly process: string;
  readonly ts: number;
  readonly dur: number;
  /** 0: a visit; 1: an entry or an instant in it. */
  readonly depth: number;
  readonly args: Readonly<Record<string, unknown>>;
  readonly isInstant: boolean;
}

export interface Trace {
  readonly processes: readonly string[];
  readonly slices: readonly Slice[];
  /** From the slice of one process to one of another, by the names of processes. */
  readonly arrows: readonly string[];
  readonly otherData: Readonly<Record<string, unknown>>;
}

interface Open {
  readonly event: TraceEvent;
  readonly depth: number;
}

export function readTraceEvents(text: string): Trace {
  const { traceEvents, otherData } = JSON.parse(text) as {
    traceEvents: TraceEvent[];
    otherData: Record<string, unknown>;
  };
  const names = new Map<number, string>();
  for (const { ph, name, pid, args } of traceEvents) {
    if (ph === 'M' && name === 'process_name') names.set(pid, args!['name'] as string);
  }
  const processOf = ({ pid }: TraceEvent): string => {
    const name = names.get(pid);
    if (name === undefined) throw new Error(`process ${pid} has no name`);
    return name;
  };
  const tracks = new Map<string, { pid: number; ts: number; open: Open[] }>();
  const slices: Slice[] = [];
  const begins = new Map<string, TraceEvent>();
  const arrows: string[] = [];
  for (const event of traceEvents) {
    const { ph, ts, pid, id, cat, name, bind_id: bind } = event;
    if (!Number.isSafeInteger(ts) || ts < 0) throw new Error(`a bad time: ${ts}`);
    if (ph === 'M') continue;
    if (id === undefined || cat === undefined)
      throw new Error('an asynchronous event without id or category');
    const key = `${cat} ${id}`;
    const track = tracks.get(key) ?? { pid, ts, open: [] };
    tracks.set(key, track);
    if (track.pid !== pid) throw new Error(`track ${id} is of two processes`);
    if (ts < track.ts) throw new Error(`time runs back on track ${id}`);
    track.ts = ts;
    const slice = { name, process: processOf(event) };
    if (ph === 'b') track.open.push({ event, depth: track.open.length });
    else if (ph === 'n') {
      const args = event.args ?? {};
      slices.push({ ...slice, ts, dur: 0, depth: track.open.length, args, isInstant: true });
    } else {
      const begun = track.open.pop();
      if (begun?.event.name !== name) throw new Error(`${name} ends on track ${id}, and did not begin last`);
      const { event: begin, depth } = begun;
      const args = begin.args ?? {};
      slices.push({ ...slice, ts: begin.ts, dur: ts - begin.ts, depth, args, isInstant: false });
    }
    if (bind === undefined) continue;
    if (!/^0x[0-9a-f]{1,16}$/.test(bind)) throw new Error(`${bind} is no number to bind by`);
    if (event.flow_out === true) {
      if (begins.has(bind)) throw new Error(`two arrows are called ${bind}`);
      begins.set(bind, event);
    }
    if (event.flow_in === true) {
      const begin = begins.get(bind);
      if (begin === undefined || begin.ts > ts)
        throw new Error(`the arrow ${bind} does not begin before it ends`);
      arrows.push(`${processOf(begin)} > ${slice.process}`);
    }
  }
  for (const [key, { open }] of tracks) if (open.length > 0) throw new Error(`track ${key} stays open`);
  if (arrows.length !== begins.size) throw new Error('an arrow leads nowhere');
  return { processes: [...names.values()], slices, arrows, otherData };
}
