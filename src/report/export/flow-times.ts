import type { Origin } from './otlp-resources.js';

/** From when to when packets of a flow were seen, in microseconds, and where. */
export interface FlowTime {
  readonly origin: Origin;
  start: number;
  end: number;
}

/** The times of the flows that are open. */
export class FlowTimes {
  private readonly open = new Map<number, FlowTime>();

  /** A packet of the flow with this id was on its way from `start` to `end`. */
  add(flow: number, origin: Origin, start: number, end: number): void {
    const time = this.open.get(flow);
    if (time === undefined) this.open.set(flow, { origin, start, end });
    else {
      time.start = Math.min(time.start, start);
      time.end = Math.max(time.end, end);
    }
  }

  /** What is known of a flow that leaves; undefined where no packet had this id. */
  take(flow: number): FlowTime | undefined {
    const time = this.open.get(flow);
    this.open.delete(flow);
    return time;
  }
}
