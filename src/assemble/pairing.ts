import { removeAt, type DeviceLine, type InOutLine } from './open-lines.js';
import { couldBeOneRecord } from './record-shape.js';

class DeviceNode {
  readonly line: DeviceLine;
  mate: InOutNode | undefined = undefined;
  /** The newest search that has tried it, that found it spare, and that reached it. */
  tried = 0;
  spare = 0;
  reached = 0;

  constructor(line: DeviceLine) {
    this.line = line;
  }
}

class InOutNode {
  readonly line: InOutLine;
  mate: DeviceNode | undefined = undefined;
  tried = 0;
  spare = 0;

  constructor(line: InOutLine) {
    this.line = line;
  }
}

/**
 * A largest pairing of the open in/out lines with device lines that could be of their records (a maximum matching in
 * a bipartite graph). It is kept while lines come and go, each of which costs at most one search for a way to pair
 * the others anew, so that what a choice would leave behind need not be worked out from the beginning each time.
 */
export class Pairing {
  private devices: DeviceNode[] = [];
  private inOuts: InOutNode[] = [];
  /** In/out lines that have a device line. */
  private paired = 0;
  /** Number of the newest search. */
  private search = 0;
  /** The search that marked the spare lines; 0 where the pairing has changed since. */
  private marked = 0;
  /** The in/out line of the newest search of `canReplace`. */
  private bereaved: InOutNode | undefined;

  /** Takes up the lines that have been added at the ends of the lists since. */
  update(devices: readonly DeviceLine[], inOuts: readonly InOutLine[]): void {
    for (let d = this.devices.length; d < devices.length; d++) this.devices.push(new DeviceNode(devices[d]!));
    for (let i = this.inOuts.length; i < inOuts.length; i++) {
      const node = new InOutNode(inOuts[i]!);
      this.inOuts.push(node);
      // A device line that is new cannot be of a record whose in/out line stands before it: it changes no pair.
      this.pairInOut(node);
    }
    this.marked = 0;
  }

  /** Forgets all lines: they are not the first of their lists any more. */
  reset(): void {
    this.devices = [];
    this.inOuts = [];
    this.paired = 0;
  }

  removeInOut(index: number): void {
    const device = this.inOuts[index]!.mate;
    removeAt(this.inOuts, index);
    if (device === undefined) return;
    device.mate = undefined;
    this.paired--;
    if (this.paired < this.inOuts.length) this.pairDevice(device);
  }

  removeDevice(index: number): void {
    const inOut = this.devices[index]!.mate;
    removeAt(this.devices, index);
    if (inOut === undefined) return;
    inOut.mate = undefined;
    this.paired--;
    this.pairInOut(inOut);
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
    if (this.marked === 0) this.markSpare();
    const spareDevice = device.spare === this.marked;
    const spareInOut = inOut.spare === this.marked;
    if (spareDevice && spareInOut) return alone - 1;
    return spareDevice || spareInOut || this.canReplace(device, inOut) ? alone : alone + 1;
  }

  /** Pairs an in/out line if it can be, perhaps by pairing others anew. */
  private pairInOut(inOut: InOutNode): void {
    this.search++;
    if (this.findDevice(inOut)) this.paired++;
  }

  private pairDevice(device: DeviceNode): void {
    this.search++;
    if (this.findInOut(device)) this.paired++;
  }

  private findDevice(inOut: InOutNode): boolean {
    for (let d = this.devices.length - 1; d >= 0; d--) {
      const device = this.devices[d]!;
      if (device.tried === this.search || !isEdge(device, inOut)) continue;
      device.tried = this.search;
      if (device.mate !== undefined && !this.findDevice(device.mate)) continue;
      device.mate = inOut;
      inOut.mate = device;
      return true;
    }
    return false;
  }

  private findInOut(device: DeviceNode): boolean {
    for (let i = this.inOuts.length - 1; i >= 0; i--) {
      const inOut = this.inOuts[i]!;
      if (inOut.line.seq < device.line.seq) break;
      if (inOut.tried === this.search || !isEdge(device, inOut)) continue;
      inOut.tried = this.search;
      if (inOut.mate !== undefined && !this.findInOut(inOut.mate)) continue;
      device.mate = inOut;
      inOut.mate = device;
      return true;
    }
    return false;
  }

  /** Spare is what is not paired, and what can change places with it. */
  private markSpare(): void {
    this.marked = ++this.search;
    this.bereaved = undefined;
    for (const inOut of this.inOuts) if (inOut.mate === undefined) this.spareInOut(inOut);
    for (const device of this.devices) if (device.mate === undefined) this.spareDevice(device);
  }

  private spareInOut(inOut: InOutNode): void {
    inOut.spare = this.marked;
    for (const device of this.devices) {
      if (device.line.seq > inOut.line.seq) break;
      if (device.tried === this.marked || !isEdge(device, inOut)) continue;
      device.tried = this.marked;
      if (device.mate !== undefined) this.spareInOut(device.mate);
    }
  }

  private spareDevice(device: DeviceNode): void {
    device.spare = this.marked;
    for (let i = this.inOuts.length - 1; i >= 0; i--) {
      const inOut = this.inOuts[i]!;
      if (inOut.line.seq < device.line.seq) break;
      if (inOut.tried === this.marked || !isEdge(device, inOut)) continue;
      inOut.tried = this.marked;
      if (inOut.mate !== undefined) this.spareDevice(inOut.mate);
    }
  }

  /** Whether the partner that this in/out line would lose can replace the device line. Neither line is spare. */
  private canReplace(device: DeviceNode, inOut: InOutNode): boolean {
    if (this.bereaved !== inOut) {
      this.bereaved = inOut;
      inOut.tried = ++this.search;
      if (inOut.mate !== undefined) this.reachFrom(inOut.mate);
    }
    return device.reached === this.search;
  }

  private reachFrom(device: DeviceNode): void {
    device.reached = this.search;
    for (let i = this.inOuts.length - 1; i >= 0; i--) {
      const inOut = this.inOuts[i]!;
      if (inOut.line.seq < device.line.seq) break;
      if (inOut.tried === this.search || !isEdge(device, inOut)) continue;
      inOut.tried = this.search;
      if (inOut.mate !== undefined) this.reachFrom(inOut.mate);
    }
  }
}

function isEdge({ line: device }: DeviceNode, { line: inOut }: InOutNode): boolean {
  return device.seq <= inOut.seq && couldBeOneRecord(device, inOut);
}
