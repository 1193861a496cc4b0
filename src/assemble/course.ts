import type { Time } from '../model/clock.js';
import { NONE, type SymbolId } from '../model/symbol.js';
import type { Position } from '../model/trace-line.js';
import { BootMark } from './boot-mark.js';
import type { AssemblerLinks } from './links.js';
import { LogTime, type Step } from './log-time.js';

/** How a log goes on: the time of its newest trace line, and whether that is of another boot. */
export class Course {
  readonly time = new LogTime();
  readonly at = this.time.now;
  private readonly bootMark: BootMark;
  private readonly position: Position;
  private readonly onStep: (step: Step) => void;
  private begun = false;

  /** `onStep` is called for what the time says of the lines before, which are then still the newest. */
  constructor({ texts, position }: AssemblerLinks, onStep: (step: Step) => void) {
    this.bootMark = new BootMark(texts);
    this.position = position;
    this.onStep = onStep;
  }

  /** Time of the newest trace line. */
  get now(): Time {
    return this.time.snapshot;
  }

  /** Takes a line's time, its own or what stands around it, and returns who printed it. */
  tick(sec: number, usec: number, caller: SymbolId): SymbolId {
    const { position } = this;
    this.time.advance(sec, usec, position, this.onStep);
    return caller === NONE ? position.caller : caller;
  }

  /** The same for a line that begins no record in its middle. */
  notice(sec: number, usec: number, caller: SymbolId): SymbolId {
    this.begun = true;
    return this.tick(sec, usec, caller);
  }

  /** Whether `&init_net` is another one than before. */
  isOfAnotherBoot(initnet: SymbolId): boolean {
    return this.bootMark.isOfAnother(initnet);
  }

  /** Returns whether this is the first line of its input. */
  begin(): boolean {
    const isFirst = !this.begun;
    this.begun = true;
    return isFirst;
  }

  /** The next input begins. */
  beginInput(): void {
    this.begun = false;
  }

  /** Another boot begins. */
  forget(): void {
    this.time.forget();
    this.bootMark.forget();
  }
}
