import type { CapturedMachine } from '../model/captured-machine.js';
import { NONE, type SymbolId } from '../model/symbol.js';
import type { LineParserOptions } from './line-parser-options.js';
import type { LossMarks } from './marks.js';

/** Takes the lines of a capture's header, see grammar/header.ne. */
export interface HeaderSink {
  /** Another header begins. */
  capture(): void;
  kernel(release: SymbolId): void;
  boot(id: SymbolId): void;
  netns(inode: number, name: SymbolId, addresses: SymbolId): void;
  sysctl(key: SymbolId, value: SymbolId): void;
  /** For people alone. */
  other(): void;
}

type Machine = { -readonly [Field in keyof CapturedMachine]: CapturedMachine[Field] } & {
  readonly sysctls: Map<string, string>;
};

/** More captures, and more sysctls of one, are not kept. */
const MOST_MACHINES = 1000;
const MOST_SYSCTLS = 1000;

/** What the headers of a log say, where several captures may stand one behind the other. */
export class CaptureHeaders implements HeaderSink {
  private readonly options: LineParserOptions;
  private readonly marks: LossMarks;
  private machine: Machine;
  /** Lines before the first header begins are of none: nobody is told of their machine. */
  private captures = 0;
  /** The boot of the capture before. */
  private bootBefore: string | null = null;

  constructor(options: LineParserOptions, marks: LossMarks) {
    this.options = options;
    this.marks = marks;
    this.machine = this.newMachine();
  }

  /** Another input begins. */
  restart(): void {
    this.captures = 0;
    this.bootBefore = null;
    this.machine = this.newMachine();
  }

  capture(): void {
    this.captures++;
    this.bootBefore = this.machine.boot;
    this.machine = this.newMachine();
    const { machines = [] } = this.options;
    if (machines.length < MOST_MACHINES) machines.push(this.machine);
    this.marks.restart(); // What was printed between two captures is not lost.
  }

  kernel(release: SymbolId): void {
    this.machine.kernel = this.options.symbols.text(release);
  }

  boot(id: SymbolId): void {
    const boot = this.options.symbols.text(id);
    this.machine.boot = boot;
    if (this.captures > 1 && boot !== this.bootBefore) this.options.onBoot();
  }

  /** In another boot the same number is another namespace: behind a first capture only those of a known boot count. */
  netns(inode: number, name: SymbolId, addresses: SymbolId): void {
    const { symbols, onNamed } = this.options;
    if (this.captures === 0 || (this.captures > 1 && this.machine.boot === null)) return;
    const listed = addresses === NONE ? [] : symbols.text(addresses).split(' ');
    onNamed?.({ inode, name: symbols.text(name), addresses: listed.filter((address) => address !== '') });
  }

  sysctl(key: SymbolId, value: SymbolId): void {
    const { symbols } = this.options;
    const { sysctls } = this.machine;
    if (sysctls.size < MOST_SYSCTLS) sysctls.set(symbols.text(key), symbols.text(value));
  }

  other(): void {}

  private newMachine(): Machine {
    const { file, line } = this.options.position;
    return { file, line, kernel: null, boot: null, sysctls: new Map() };
  }
}
