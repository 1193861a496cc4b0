import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

/** Logs that are longer are packed, as in fixtures/. */
const LONG_BYTES = 100_000;

/**
 * A folder that captures of one kernel are written to, laid out as fixtures/ is: SCENARIO/linux-6.12.log and
 * truth/linux-6.12-SCENARIO/{capture.log.gz,truth.ndjson.gz}.
 */
export class CaptureFolder {
  readonly #folder: string;
  readonly #kernel: string;

  /** @param kernel what captures are named after: `linux-6.12` */
  constructor(folder: string, kernel: string) {
    this.#folder = folder;
    this.#kernel = kernel;
  }

  /** @param kind of the capture, where a scenario has several: `.format2` */
  writeLog(scenario: string, kind: string, lines: readonly string[]): void {
    const file = path.join(this.#made(scenario), `${this.#kernel}${kind}.log`);
    const bytes = asFile(lines);
    for (const old of [file, `${file}.gz`]) fs.rmSync(old, { force: true });
    if (bytes.length <= LONG_BYTES) fs.writeFileSync(file, bytes);
    else fs.writeFileSync(`${file}.gz`, zlib.gzipSync(bytes, { level: 9 }));
  }

  writeTruth(scenario: string, kind: string, lines: readonly string[], truth: readonly object[]): void {
    const folder = this.#made(path.join('truth', `${this.#kernel}-${scenario}${kind}`));
    const truthLines = truth.map((entry) => JSON.stringify(entry));
    fs.writeFileSync(path.join(folder, 'capture.log.gz'), zlib.gzipSync(asFile(lines), { level: 9 }));
    fs.writeFileSync(path.join(folder, 'truth.ndjson.gz'), zlib.gzipSync(asFile(truthLines), { level: 9 }));
  }

  /** What the scenario's script says of it, for the README that a person completes. */
  writeDescription(scenario: string, title: string, description: string): void {
    fs.writeFileSync(path.join(this.#made(scenario), 'README.md'), `# ${title}\n\n${description}\n`);
  }

  #made(name: string): string {
    const folder = path.join(this.#folder, name);
    fs.mkdirSync(folder, { recursive: true });
    return folder;
  }
}

/** The bytes that {@link readLog} read. */
function asFile(lines: readonly string[]): Buffer {
  return Buffer.from(lines.map((line) => `${line}\n`).join(''), 'latin1');
}
