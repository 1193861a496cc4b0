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
  /** How probable it is, behind each trace line, that another CPU prints the next one. */
  readonly switching: number;
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
  /** Lines that each CPU has still to print, the next one last. */
  const cpus = Array.from({ length: plan.cpus }, (): string[] => []);
  let micros = BEGIN_MICROS;
  let cpu = 0;
  const print = (message: string): void => {
    micros += 1 + random.below(12);
    const seconds = Math.floor(micros / 1e6);
    out.write(`[${seconds}.${String(micros - seconds * 1e6).padStart(6, '0')}] ${message}\n`);
    truth.lines++;
  };
  while (truth.lines < plan.lines || cpus.some((lines) => lines.length > 0)) {
    while (truth.lines < plan.lines && random.chance(plan.noise)) {
      print(unrelatedMessage(random));
      truth.foreign++;
    }
    if (random.chance(plan.switching)) cpu = (cpu + 1) % plan.cpus;
    const lines = cpus[cpu]!;
    if (lines.length === 0) {
      if (truth.lines < plan.lines) {
        const way = traffic.next();
        lines.push(...linesOf(way, skbOf(cpu, random.below(plan.skbs))).reverse());
        truth.entries += way.length;
        truth.packets++;
        micros += random.below(400);
      } else cpu = cpus.findIndex((rest) => rest.length > 0);
    }
    const line = cpus[cpu]?.pop();
    if (line !== undefined) print(`[nftrace]: ${line}`);
  }
  return { ...truth, bytes: out.close(), flows: traffic.flows };
}

function skbOf(cpu: number, index: number): string {
  return `ffff97${(0x1070000000 + cpu * 0x1000000 + index * 0x100).toString(16)}`;
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
