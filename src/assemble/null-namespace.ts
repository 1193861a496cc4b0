import { isNullPointer, NONE, NULL_TEXT, type SymbolId } from '../model/symbol.js';

/**
 * Tells a missing device from one that is really named `(null)`.
 *
 * Most kernels print the NULL namespace of a missing device as `(null)` or zeros; 5.2 to 5.4.38 hash it to
 * a constant of the boot (lib/vsprintf.c), which is learned from `(no dev)` lines, or from a line on which
 * only one of two devices is named `(null)`: two real devices of one record share their namespace.
 */
export class NullNamespace {
  private hashed: SymbolId = NONE;

  /** Another boot hashes NULL to another constant. */
  forget(): void {
    this.hashed = NONE;
  }

  /** The namespace of a device line; NONE where there is no device. */
  ofDevice(dev: SymbolId, netns: SymbolId): SymbolId {
    if (dev !== NONE) return isNullPointer(netns) ? NONE : netns;
    if (!isNullPointer(netns)) this.hashed = netns;
    return NONE;
  }

  /** The namespace of one side of an in/out line, `other` being the other side; NONE where it has no device. */
  ofSide(dev: SymbolId, netns: SymbolId, other: SymbolId, otherNetns: SymbolId): SymbolId {
    if (isNullPointer(netns)) return NONE;
    if (dev !== NULL_TEXT) return netns;
    if (this.hashed === NONE && other !== NULL_TEXT && otherNetns !== netns) this.hashed = netns;
    return netns === this.hashed ? NONE : netns;
  }
}
