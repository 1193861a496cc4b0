import { removeAt, type DeviceLine, type InOutLine } from './open-lines.js';
import { couldBeOneRecord } from './record-shape.js';

/** A line that waits. */
class Node {
  /** The lines of the other kind that could be of its record. */
  readonly edges: Node[] = [];
  mate: Node | undefined = undefined;
  /** The newest search that has tried it, and that has reached it from a line of its kind. */
  tried = 0;
  reached = 0;
  /** Some largest pairing does without it. */
  isSpare = false;
}

/**
 * A largest pairing of the open in/out lines with device lines that could be of their records (a maximum matching in
 * a bipartite graph). It is kept while lines come and go, each of which costs at most one search for a way to pair
 * the others anew, so that what a choice would leave behind need not be worked out from the beginning each time.
 */
export class Pairing {
  private devices: Node[] = [];
  private inOuts: Node[] = [];
  /** Nodes of lines that are gone, for others to take their place. */
  private readonly unused: Node[] = [];
  /** In/out lines that have a device line. */
  private paired = 0;
  /** Number of the newest search. */
  private search = 0;
  /** Which lines are spare is known; it is not where the pairing has changed since. */
  private isMarked = false;
  /** The in/out line of the newest search of `canReplace`. */
  private bereaved: Node | undefined;

  /** Takes up the lines that have been added at the ends of the lists since. */
  update(devices: readonly DeviceLine[], inOuts: readonly InOutLine[]): void {
    for (let d = this.devices.length; d < devices.length; d++) this.devices.push(this.newNode());
    for (let i = this.inOuts.length; i < inOuts.length; i++) {
      const inOut = this.newNode();
      this.inOuts.push(inOut);
      this.connect(inOut, inOuts[i]!, devices);
      // A device line that is new cannot be of a record whose in/out line stands before it: it changes no pair.
      this.pair(inOut);
    }
    this.isMarked = false;
  }

  /** Forgets all lines: they are not the first of their lists any more. */
  reset(): void {
    this.devices = [];
    this.inOuts = [];
    this.paired = 0;
  }

  removeInOut(index: number): void {
    const device = this.remove(this.inOuts, index);
    if (device !== undefined && this.paired < this.inOuts.length) this.pair(device);
  }

  removeDevice(index: number): void {
    const inOut = this.remove(this.devices, index);
    if (inOut !== undefined) this.pair(inOut);
  }

  /** So many in/out lines at least are left without a device line of their own, whichever pair is taken. */
  get leastLeftAlone(): number {
    return Math.max(0, this.inOuts.length - 1 - this.paired);
  }

  /**
   * How many in/out lines would be left without a device line of their own if this pair were taken. A line is spare
   * if some largest pairing does without it (Dulmage and Mendelsohn). Taking two spare lines parts no pair, taking
   * one spare line parts one; and two that are not spare part one if the partner that the one loses can, over others,
   * take the place of the other, and else two.
   */
  leftAlone(deviceIndex: number, inOutIndex: number): number {
    const device = this.devices[deviceIndex]!;
    const inOut = this.inOuts[inOutIndex]!;
    const alone = this.inOuts.length - this.paired;
    if (device.mate === inOut) return alone;
    if (!this.isMarked) this.markSpare();
    if (device.isSpare && inOut.isSpare) return alone - 1;
    return device.isSpare || inOut.isSpare || this.canReplace(device, inOut) ? alone : alone + 1;
  }

  private newNode(): Node {
    return this.unused.pop() ?? new Node();
  }

  private connect(inOut: Node, line: InOutLine, devices: readonly DeviceLine[]): void {
    for (let d = 0; d < devices.length && devices[d]!.seq <= line.seq; d++) {
      if (!couldBeOneRecord(devices[d]!, line)) continue;
      const device = this.devices[d]!;
      inOut.edges.push(device);
      device.edges.push(inOut);
    }
  }

  /** Takes out a line, and returns its mate, which has none then. */
  private remove(nodes: Node[], index: number): Node | undefined {
    const node = nodes[index]!;
    const { edges, mate } = node;
    removeAt(nodes, index);
    for (let other = edges.pop(); other !== undefined; other = edges.pop())
      removeAt(other.edges, other.edges.lastIndexOf(node));
    node.mate = undefined;
    this.unused.push(node);
    if (mate === undefined) return undefined;
    mate.mate = undefined;
    this.paired--;
    return mate;
  }

  /** Pairs a line if it can be, perhaps by pairing others anew. */
  private pair(node: Node): void {
    if (findMate(node, ++this.search)) this.paired++;
  }

  /** Spare is what is not paired, and what can change places with it. */
  private markSpare(): void {
    const search = ++this.search;
    for (const node of this.inOuts) if (node.mate === undefined) spread(node, search);
    for (const node of this.devices) if (node.mate === undefined) spread(node, search);
    for (const node of this.inOuts) node.isSpare = node.reached === search;
    for (const node of this.devices) node.isSpare = node.reached === search;
    this.isMarked = true;
    this.bereaved = undefined;
  }

  /** Whether the partner that this in/out line would lose can replace the device line. Neither line is spare. */
  private canReplace(device: Node, inOut: Node): boolean {
    if (this.bereaved !== inOut) {
      this.bereaved = inOut;
      inOut.tried = ++this.search;
      if (inOut.mate !== undefined) spread(inOut.mate, this.search);
    }
    return device.reached === this.search;
  }
}

function findMate(node: Node, search: number): boolean {
  const { edges } = node;
  // The newest lines first: they are the likeliest to be alone.
  for (let i = edges.length - 1; i >= 0; i--) {
    const other = edges[i]!;
    if (other.tried === search) continue;
    other.tried = search;
    if (other.mate !== undefined && !findMate(other.mate, search)) continue;
    node.mate = other;
    other.mate = node;
    return true;
  }
  return false;
}

/** Reaches all lines of a line's kind that can take its place, each giving its own to the one before it. */
function spread(node: Node, search: number): void {
  node.reached = search;
  for (const other of node.edges) {
    if (other.tried === search) continue;
    other.tried = search;
    if (other.mate !== undefined) spread(other.mate, search);
  }
}
