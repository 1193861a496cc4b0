import fs from 'node:fs';
import { unrelatedMessage } from './noise.js';
import { Random } from './random.js';
import { Traffic, type TrafficPlan } from './traffic.js';
import { linesOf } from './way.js';

/** What a generated log is to be like. The same plan gives the same bytes. */
export interface LogPlan extends TrafficPlan {
  /** At least so many lines: packets that are under way are brought to their end. */
  readonly lines: number;
  /** The share of kernel lines that are not nftrace's, 0 to 1. */
  readonly noise: number;
  readonly cpus: number;
  /**
   * How probable it is that a record is begun in the midst of others: then all CPUs print at once until each has
   * ended its record, and begin another with the same probability. With 1 no record is in one piece.
   */
  readonly tearing: number;
  /**
   * Instead of that: how probable it is before each line that a CPU goes on that was interrupted, so that its record waits
   * while tens of lines of others come.
   */
  readonly interruption?: number;
  /** Addresses that each CPU has for its skbs: the smaller, the sooner one is used again. */
  readonly skbs: number;
}

/** What is true of a generated log. */
export interface LogTruth {
  readonly bytes: number;
  readonly lines: number;
  readonly foreign: number;
  readonly entries: number;
  readonly packets: number;
  readonly flows: number;
}

const SEED = 20_251_125;
const FLUSHED = 1 << 20;
/** Three weeks after boot. */
const BEGIN_MICROS = 1_814_400_000_000;

/** Writes a log and returns what is true of it. */
export function generateLog(file: string, plan: LogPlan): LogTruth {
  const random = new Random(SEED);
  const traffic = new Traffic(plan, random);
  const out = new LogFile(file);
  const truth = { lines: 0, foreign: 0, entries: 0, packets: 0 };
  const cpus = Array.from({ length: plan.cpus }, (_, cpu) => new Cpu(cpu));
  let micros = BEGIN_MICROS;
  const print = (message: string): void => {
    micros += 1 + random.below(12);
    const seconds = Math.floor(micros / 1e6);
    out.write(`[${seconds}.${String(micros - seconds * 1e6).padStart(6, '0')}] ${message}\n`);
    truth.lines++;
  };
  const isLongEnough = (): boolean => truth.lines >= plan.lines;
  const printNoise = (): void => {
    while (!isLongEnough() && random.chance(plan.noise)) {
      print(unrelatedMessage(random));
      truth.foreign++;
    }
  };
  /** Whether there is another record for this CPU. */
  const hasWork = (cpu: Cpu): boolean => {
    if (cpu.isIdle && !isLongEnough()) {
      const way = traffic.next();
      cpu.receive(linesOf(way, skbOf(cpu.number, random.below(plan.skbs))));
      truth.entries += way.length;
      truth.packets++;
      micros += random.below(400);
    }
    return !cpu.isIdle;
  };
  const printLine = (cpu: Cpu): void => {
    printNoise();
    print(`[nftrace]: ${cpu.nextLine()}`);
  };
  const printRecord = (cpu: Cpu): void => {
    do printLine(cpu);
    while (!cpu.isBetweenRecords);
  };
  let running = 0;
  while (!isLongEnough() || cpus.some((cpu) => !cpu.isIdle)) {
    if (plan.interruption !== undefined) {
      if (random.chance(plan.interruption)) running = random.below(cpus.length);
      const cpu = cpus[running]!;
      if (hasWork(cpu)) printLine(cpu);
      else running = (running + 1) % cpus.length;
      continue;
    }
    if (!random.chance(plan.tearing)) {
      const cpu = cpus[random.below(cpus.length)]!;
      if (hasWork(cpu)) printRecord(cpu);
      continue;
    }
    for (let busy = cpus.filter(hasWork); busy.length > 0;) {
      const at = random.below(busy.length);
      const cpu = busy[at]!;
      printLine(cpu);
      if (cpu.isBetweenRecords && !(random.chance(plan.tearing) && hasWork(cpu))) busy.splice(at, 1);
    }
  }
  return { ...truth, bytes: out.close(), flows: traffic.flows };
}

const LINES_OF_RECORD = 4;

/** A CPU and the lines of its packet that it has still to print. */
class Cpu {
  readonly number: number;
  #lines: string[] = [];
  #printed = 0;

  constructor(number: number) {
    this.number = number;
  }

  get isIdle(): boolean {
    return this.#printed === this.#lines.length;
  }

  get isBetweenRecords(): boolean {
    return this.#printed % LINES_OF_RECORD === 0;
  }

  receive(lines: string[]): void {
    this.#lines = lines;
    this.#printed = 0;
  }

  nextLine(): string {
    return this.#lines[this.#printed++]!;
  }
}

function skbOf(cpu: number, index: number): string {
  return `ffff97${(0x1070000000 + cpu * 0x10000000 + index * 0x100).toString(16)}`;
}

/** A file that is written in large pieces. */
class LogFile {
  readonly #fd: number;
  #pieces: string[] = [];
  #length = 0;
  #bytes = 0;

  constructor(file: string) {
    this.#fd = fs.openSync(file, 'w');
  }

  write(text: string): void {
    this.#pieces.push(text);
    this.#length += text.length;
    if (this.#length >= FLUSHED) this.#flush();
  }

  /** Returns how many bytes the file has. */
  close(): number {
    this.#flush();
    fs.closeSync(this.#fd);
    return this.#bytes;
  }

  #flush(): void {
    const bytes = Buffer.from(this.#pieces.join(''));
    for (let at = 0; at < bytes.length;) at += fs.writeSync(this.#fd, bytes, at);
    this.#bytes += bytes.length;
    this.#pieces = [];
    this.#length = 0;
  }
}
