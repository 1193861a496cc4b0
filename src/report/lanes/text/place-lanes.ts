/** A line, and two columns between the lanes. */
const GAP = 2;
/** A sign, a blank and the longest name of a hook. */
const LEAST_ROOM = 2 + 'POST_ROUTING'.length;
const LEAST_STEP = 8;
/** A longer name is folded. */
const WIDEST_NAME = 18;

/** What a lane asks for, in columns. */
export interface LaneNeeds {
  readonly name: number;
  /** Its widest row, sign and all, on one line. */
  readonly row: number;
  /** The same with devices below their hook. */
  readonly folded: number;
}

/**
 * At which column the line of each lane is, within `width`; null where they do not fit. Where each cannot have columns of
 * its own, rows run over the lines at their right, which say nothing where the packet is not; still narrower, they fold.
 */
export function placeLanes(lanes: readonly LaneNeeds[], width: number): number[] | null {
  const steps = lanes.map(({ name }) => Math.max(LEAST_STEP, Math.min(name, WIDEST_NAME) + GAP));
  for (const roomOf of [rowOf, foldedOf, () => LEAST_ROOM]) {
    const xs = placed(lanes, steps, roomOf, width);
    if (xs !== null) return xs;
  }
  return null;
}

// In a lane to which an arrow leads a hook will follow.
const rowOf = ({ name, row }: LaneNeeds): number => Math.max(row, Math.min(name, WIDEST_NAME), LEAST_ROOM);
const foldedOf = ({ name, folded }: LaneNeeds): number =>
  Math.max(folded, Math.min(name, WIDEST_NAME), LEAST_ROOM);

function placed(
  lanes: readonly LaneNeeds[],
  steps: readonly number[],
  roomOf: (lane: LaneNeeds) => number,
  width: number,
): number[] | null {
  const most = lanes.map((lane) => width - roomOf(lane));
  for (let i = lanes.length - 2; i >= 0; i--) most[i] = Math.min(most[i]!, most[i + 1]! - steps[i]!);
  const xs: number[] = [];
  for (const i of lanes.keys()) {
    const before = i === 0 ? 0 : xs[i - 1]! + Math.max(roomOf(lanes[i - 1]!) + GAP, steps[i - 1]!);
    xs.push(Math.min(before, most[i]!));
  }
  return xs[0] !== undefined && xs[0] >= 0 ? xs : null;
}
