import type { DeviceLine, InOutLine } from './open-lines.js';
import { couldBeOneRecord } from './record-shape.js';

/**
 * A largest pairing of the open in/out lines with device lines that could be of their records (a maximum matching in
 * a bipartite graph). It is kept while lines come and go, each of which costs at most one search for a way to pair
 * the others anew, so that what a choice would leave behind need not be worked out from the beginning each time.
 */
export class Pairing {
  private readonly devices: readonly DeviceLine[];
  private readonly inOuts: readonly InOutLine[];
  /** In/out lines that have a device line. */
  private paired = 0;
  /** In/out lines up to this `seq` are taken up. A device line needs no step: no line before it is of its record. */
  private upTo = 0;
  /** Lines that are in the lists and must not be paired. */
  private barredDevice: DeviceLine | undefined;
  private barredInOut: InOutLine | undefined;
  /** Number of the search under way, with which it marks what it has tried. */
  private search = 0;

  /** The lists are the caller's, in the order of the log. */
  constructor(devices: readonly DeviceLine[], inOuts: readonly InOutLine[]) {
    this.devices = devices;
    this.inOuts = inOuts;
  }

  /** Takes up the lines that have come since. */
  update(): void {
    const { inOuts } = this;
    let first = inOuts.length;
    while (first > 0 && inOuts[first - 1]!.seq > this.upTo) first--;
    for (let i = first; i < inOuts.length; i++) this.addInOut(inOuts[i]!);
    if (inOuts.length > 0) this.upTo = inOuts.at(-1)!.seq;
  }

  /** Begins anew: lines were taken out of the lists. */
  reset(): void {
    for (const device of this.devices) device.mate = undefined;
    for (const inOut of this.inOuts) inOut.mate = undefined;
    this.paired = 0;
    this.upTo = 0;
  }

  /** To be called before a line is taken out of its list. */
  removeInOut(inOut: InOutLine): void {
    const device = inOut.mate;
    this.barredInOut = inOut;
    if (device === undefined) return;
    this.part(device, inOut);
    if (this.paired < this.inOuts.length - 1) this.addDevice(device);
  }

  /** To be called before a line is taken out of its list. */
  removeDevice(device: DeviceLine): void {
    const inOut = device.mate;
    this.barredDevice = device;
    if (inOut === undefined) return;
    this.part(device, inOut);
    this.addInOut(inOut);
  }

  /** So many in/out lines at least are left without a device line of their own, whichever pair is taken. */
  get leastLeftAlone(): number {
    return Math.max(0, this.inOuts.length - 1 - this.paired);
  }

  /** How many in/out lines would be left without a device line of their own if this pair were taken. */
  leftAlone(device: DeviceLine, inOut: InOutLine): number {
    const others = this.inOuts.length - 1;
    if (others === 0) return 0;
    // What is left of a largest pairing without one of its pairs is a largest one of the others.
    if (device.mate === inOut) return others - (this.paired - 1);
    this.removeInOut(inOut);
    this.removeDevice(device);
    const alone = others - this.paired;
    this.barredInOut = undefined;
    this.barredDevice = undefined;
    this.addInOut(inOut);
    if (device.mate === undefined && this.paired <= others) this.addDevice(device);
    return alone;
  }

  private addInOut(inOut: InOutLine): void {
    this.search++;
    if (this.findDevice(inOut)) this.paired++;
  }

  private addDevice(device: DeviceLine): void {
    this.search++;
    if (this.findInOut(device)) this.paired++;
  }

  private part(device: DeviceLine, inOut: InOutLine): void {
    device.mate = undefined;
    inOut.mate = undefined;
    this.paired--;
  }

  /** Pairs an in/out line, if need be by pairing others anew. */
  private findDevice(inOut: InOutLine): boolean {
    const { devices } = this;
    for (let d = devices.length - 1; d >= 0; d--) {
      const device = devices[d]!;
      if (device.seq > inOut.seq || device.tried === this.search || device === this.barredDevice) continue;
      if (!couldBeOneRecord(device, inOut)) continue;
      device.tried = this.search;
      if (device.mate !== undefined && !this.findDevice(device.mate)) continue;
      device.mate = inOut;
      inOut.mate = device;
      return true;
    }
    return false;
  }

  /** Pairs a device line, if need be by pairing others anew. */
  private findInOut(device: DeviceLine): boolean {
    const { inOuts } = this;
    for (let i = inOuts.length - 1; i >= 0; i--) {
      const inOut = inOuts[i]!;
      if (inOut.seq < device.seq) break;
      if (inOut.tried === this.search || inOut === this.barredInOut) continue;
      if (!couldBeOneRecord(device, inOut)) continue;
      inOut.tried = this.search;
      if (inOut.mate !== undefined && !this.findInOut(inOut.mate)) continue;
      device.mate = inOut;
      inOut.mate = device;
      return true;
    }
    return false;
  }
}
