import { NONE, type SymbolId } from '../model/symbol.js';
import type { DeviceLine, InOutLine, OpenLines } from './open-lines.js';
import { deviceFitsHook, sameNamespace, sidesFitHook } from './record-shape.js';

/**
 * A record that is so far in one piece: its first lines, one behind the other. One object serves all, as
 * this is the way that nearly every record takes.
 */
export class HeldRecord {
  /** How many lines there are: 0 to 3. */
  lines = 0;
  readonly separator = { seq: 0, label: NONE };
  readonly device: DeviceLine = { seq: 0, dev: NONE, netns: NONE, initnet: NONE, contested: false };
  readonly inOut: InOutLine = { seq: 0, in: NONE, out: NONE, netns: NONE, contested: false };

  begin(seq: number, label: SymbolId): void {
    this.lines = 1;
    this.separator.seq = seq;
    this.separator.label = label;
  }

  addDevice(seq: number, dev: SymbolId, netns: SymbolId, initnet: SymbolId): void {
    this.lines = 2;
    this.device.seq = seq;
    this.device.dev = dev;
    this.device.netns = netns;
    this.device.initnet = initnet;
  }

  addInOut(seq: number, inDev: SymbolId, outDev: SymbolId, netns: SymbolId): void {
    this.lines = 3;
    this.inOut.seq = seq;
    this.inOut.in = inDev;
    this.inOut.out = outDev;
    this.inOut.netns = netns;
  }

  /** Its three lines and a packet line of this hook agree in everything in which a record's lines must. */
  isWhole(hook: number): boolean {
    return (
      this.lines === 3 &&
      sidesFitHook(hook, this.inOut) &&
      sameNamespace(this.device, this.inOut) &&
      deviceFitsHook(hook, this.device, this.inOut)
    );
  }

  drop(): void {
    this.lines = 0;
  }

  /** Moves its lines to others that wait: it is not in one piece. */
  spillInto(open: OpenLines): void {
    const { lines, separator, device, inOut } = this;
    if (lines > 0) open.addSeparator(separator.seq, separator.label);
    if (lines > 1) open.addDevice(device.seq, device.dev, device.netns, device.initnet);
    if (lines > 2) open.addInOut(inOut.seq, inOut.in, inOut.out, inOut.netns);
    this.lines = 0;
  }
}
