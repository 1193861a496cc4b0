import { Assembler } from './assemble/assembler.js';
import { Correlator } from './correlate/correlator.js';
import type { Moment } from './correlate/fate.js';
import { Namespaces, type NamespaceAlias } from './correlate/namespaces.js';
import type { CapturedMachine } from './model/captured-machine.js';
import type { Entry } from './model/entry.js';
import type { Flow } from './model/flow.js';
import { addLoss, emptyLedger, hidesEntries, type Ledger, type LossKind } from './model/ledger.js';
import type { InputFormat } from './model/input-format.js';
import type { Packet } from './model/packet.js';
import type { SymbolTexts } from './model/symbol.js';
import { noPosition } from './model/trace-line.js';
import type { MalformedLine } from './parse/complaints.js';
import { LineParser } from './parse/lines.js';
import { SymbolTable } from './parse/symbols.js';
import { isContainer, unwrapperFor } from './source/containers/containers.js';
import { LineChunks, type LineConsumer } from './source/line-chunks.js';

/** Takes what an analysis finds, as soon as it is certain. */
export interface AnalysisSink {
  /** An entry is put together; entries come in the order of the log. It is lent: good until the call returns. */
  entry?(entry: Entry): void;
  /** A packet is closed: nothing more of it can come. */
  packet?(packet: Packet): void;
  /** `packet` keeps no entry, so that those of the next packet may be the same objects. */
  readonly borrowsEntries?: boolean;
  /** A flow is closed; with a log of fewer than 32,768 flows at one time, all come at the end. */
  flow?(flow: Flow): void;
  /** What follows is of another boot: all packets and flows of the one before were handed out. */
  newBoot?(): void;
  /** One of the first hundred lines that carry the tag and no form of the grammar. */
  malformed?(line: MalformedLine): void;
}

export interface AnalysisOptions {
  /** The module's name in front of its lines; `nftrace` where it is not given. */
  readonly tag?: string | undefined;
  /** The user's names for namespaces. */
  readonly netns?: readonly NamespaceAlias[] | undefined;
  /** The zone of wall clock times that do not say theirs (`Europe/Berlin`); the system's where it is not given. */
  readonly timezone?: string | undefined;
  /** All inputs are pieces of one log, one behind the other; else each is another host's. */
  readonly concat?: boolean | undefined;
  /** The one form that all inputs have; each line is recognised by itself where it is not given. */
  readonly inputFormat?: InputFormat | undefined;
}

/**
 * The pipeline, from bytes to flows. Data runs one way; every stage hands on what it has and keeps little of it:
 *
 *     bytes → LineChunks → LineParser → Assembler → Correlator → sink
 *             whole lines  trace lines  entries      packets, flows
 */
export class Analysis implements LineConsumer {
  readonly ledger: Ledger = emptyLedger();
  readonly texts: SymbolTexts;
  readonly namespaces: Namespaces;
  /** What the headers of captures say of the machines that they were taken on, in the order of the log. */
  readonly machines: CapturedMachine[] = [];
  /** Where the bytes of the current input go. */
  readonly chunks: LineChunks;
  private readonly concat: boolean;
  private readonly position = noPosition();
  private readonly parser: LineParser;
  private readonly assembler: Assembler;
  private readonly correlator: Correlator;

  constructor(sink: AnalysisSink, options: AnalysisOptions = {}) {
    const { ledger, position, machines } = this;
    this.concat = options.concat === true;
    const symbols = new SymbolTable();
    const namespaces = new Namespaces(symbols, options.netns);
    const correlator = new Correlator({ ledger, loopback: symbols.intern('lo'), sink });
    this.assembler = new Assembler({
      position,
      ledger,
      texts: symbols,
      lastPlace: (skb) => correlator.lastPlace(skb),
      onEntry: (entry) => {
        namespaces.learn(entry);
        sink.entry?.(entry);
        correlator.push(entry);
      },
      onInode: (netns, inode) => namespaces.learnInode(netns, inode),
      onLoss: (kind, count) => this.lose(kind, count),
      onGlimpse: (packet) => correlator.glimpse(packet),
      onNewBoot: () => {
        correlator.finish(this.now);
        namespaces.newBoot();
        sink.newBoot?.();
      },
      onModuleLoaded: () => correlator.moduleLoaded(this.now),
      onCutStart: () => this.lose('start', null),
    });
    this.parser = new LineParser({
      sink: this.assembler,
      symbols,
      position,
      ledger,
      tag: options.tag,
      timezone: options.timezone,
      onMalformed: (line) => sink.malformed?.(line),
      onLoss: (kind, count) => this.lose(kind, count),
      onBoot: () => this.assembler.newBoot(),
      machines,
      onNamed: (named) => namespaces.learnName(named),
    });
    this.parser.unwrapper = unwrapperFor(options.inputFormat, {
      record: (record) => this.parser.record(record),
      boot: () => this.assembler.newBoot(),
    });
    this.parser.onlyForm = isContainer(options.inputFormat) ? options.inputFormat : null;
    this.texts = symbols;
    this.namespaces = namespaces;
    this.correlator = correlator;
    this.chunks = new LineChunks(this);
  }

  /** Entries whose lines did not follow each other, as several CPUs printed at once. */
  get tornEntries(): number {
    return this.assembler.torn.completed;
  }

  get packets(): number {
    return this.correlator.packetCount;
  }

  get flows(): number {
    return this.correlator.flowCount;
  }

  /**
   * Another input begins: another host or another boot, whose pointers mean something else; with `concat` the log
   * goes on in it.
   */
  beginInput(): void {
    if (this.position.file < 0 || !this.concat) this.beginLog();
    this.position.file++;
    this.position.line = 0;
  }

  private beginLog(): void {
    if (this.position.file >= 0) this.assembler.newBoot();
    this.assembler.course.beginInput();
    this.parser.restart();
  }

  lines(chunk: Buffer, end: number, cut: boolean): void {
    this.position.cut = cut;
    this.parser.feed(chunk, end);
  }

  tooLong(): void {
    this.position.line++;
    this.ledger.lines.total++;
    this.ledger.lines.tooLong++;
    this.lose('too-long', 1);
  }

  /** Notes that lines are missing from here on; `count` is null where nobody knows how many. */
  lose(kind: LossKind, count: number | null): void {
    const { file, line } = this.position;
    const loss = { kind, file, line: Math.max(line, 1), count };
    addLoss(this.ledger, loss);
    if (!hidesEntries(loss)) return;
    // Lines are missing before the one that says so, but behind the last one of an input that ends early.
    const isAtEnd = kind === 'truncated' || kind === 'limit';
    this.correlator.lose({ ...this.now, line: isAtEnd ? line : line - 1 });
  }

  /**
   * The log is followed, and time has passed: hands out packets of which nothing came for `ticks` calls of this, and
   * those that were delivered.
   */
  settle(ticks: number): void {
    this.correlator.settle(ticks);
  }

  /** The flows so far, of which packets may still come. */
  get openFlows(): Iterable<Flow> {
    return this.correlator.openFlows;
  }

  /** The input has ended. */
  inputEnds(): void {
    this.parser.finish();
  }

  /** The last input has ended: what is open is closed. */
  finish(): void {
    this.assembler.flush(true);
    this.correlator.finish(this.now);
  }

  private get now(): Moment {
    return { ...this.position, ...this.assembler.course.now };
  }
}
