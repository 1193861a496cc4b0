import { FORWARD, LOCAL_IN, LOCAL_OUT, POST_ROUTING, PRE_ROUTING } from '../../model/hook.js';
import { grouped } from '../line.js';
import type { NamespaceTraffic } from './hook-traffic.js';

export const BOX_WIDTH = 112;
export const MAP_WIDTH = 440;
/** Left edges of the boxes: as packets go, from left to right. */
const COLUMNS = [2, 164, 326];
const TOP = 40;
/** From the hooks of the upper row to those below, and from these to the processes. */
const BETWEEN = 52;
/** The height of a line in a box. */
export const LINE = 15;

/** Where everything is; boxes are as high as what is to be said in any of them. */
export interface MapLayout {
  /** Top left corner of each hook's box, by its number. */
  readonly places: readonly (readonly [x: number, y: number])[];
  readonly boxHeight: number;
  readonly localY: number;
}

/** The layout where a box has so many lines below its count at most. */
export function layoutOf(lines: number): MapLayout {
  const boxHeight = 46 + LINE * lines;
  const lower = TOP + boxHeight + BETWEEN;
  const [left, middle, right] = COLUMNS as [number, number, number];
  return {
    places: [
      [left, TOP],
      [left, lower],
      [middle, TOP],
      [right, lower],
      [right, TOP],
    ],
    boxHeight,
    localY: lower + boxHeight + BETWEEN,
  };
}

/** A straight way between two points, and how many packets went there. */
export interface MapWay {
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
  readonly count: number;
  readonly label: string;
}

/** All ways that a map has arrows for. */
export function waysOf(
  { begun, arrived, steps, left, ended }: NamespaceTraffic,
  { places, boxHeight, localY }: MapLayout,
): MapWay[] {
  const middle = (hook: number): number => places[hook]![0] + BOX_WIDTH / 2;
  const top = (hook: number): number => places[hook]![1];
  const bottom = (hook: number): number => top(hook) + boxHeight;
  const step = (from: number, to: number): number => steps[from]![to]!;
  const across = (from: number, to: number): MapWay => {
    const y = top(from) + boxHeight / 2;
    const count = step(from, to);
    return {
      from: [places[from]![0] + BOX_WIDTH, y],
      to: [places[to]![0], y],
      count,
      label: shortCount(count),
    };
  };
  const down = (x: number, y: number, toY: number, count: number, word = ''): MapWay => ({
    from: [x, y],
    to: [x, toY],
    count,
    label: `${word}${shortCount(count)}`,
  });
  const [pre, post, into, out] = [PRE_ROUTING, POST_ROUTING, LOCAL_IN, LOCAL_OUT];
  return [
    down(middle(pre), 6, top(pre), begun[pre]! + arrived[pre]!, 'in '),
    down(middle(post), top(post), 6, left[post]! + ended[post]!.sent, 'out '),
    across(pre, FORWARD),
    across(FORWARD, post),
    down(middle(pre), bottom(pre), top(into), step(pre, into)),
    down(middle(into), bottom(into), localY, ended[into]!.delivered),
    down(middle(out), localY, bottom(out), begun[out]!),
    down(middle(out), top(out), bottom(post), step(out, post)),
  ];
}

/** A count that is never wider than six digits: `12,345`, `123k`, `1.2M`. */
export function shortCount(count: number): string {
  if (count < 100_000) return grouped(count);
  if (count < 999_500) return `${Math.round(count / 1000)}k`;
  return `${(count / 1e6).toFixed(count < 9.95e6 ? 1 : 0)}M`;
}
