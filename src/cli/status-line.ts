import fs from 'node:fs';
import type { Terminal } from './terminal.js';

const STDERR = 2;
const ERASE = '\r\x1b[K';
const EVERY_MS = 100;
/** What is done sooner than this needs no status. */
const PATIENCE_MS = 500;

/** One line on the terminal that stderr is, written over again and again; nothing where it is none. */
export class StatusLine {
  private readonly terminal: Pick<Terminal, 'stderrIsTerminal' | 'columns'>;
  private readonly since = Date.now();
  private last = 0;
  private isDrawn = false;

  constructor(terminal: Pick<Terminal, 'stderrIsTerminal' | 'columns'>) {
    this.terminal = terminal;
  }

  /** Shows a text if it is time for it. `text` is only asked for then. */
  update(text: () => string): void {
    const now = Date.now();
    if (now - this.since < PATIENCE_MS || now - this.last < EVERY_MS) return;
    this.last = now;
    if (!this.terminal.stderrIsTerminal) return;
    this.isDrawn = true;
    this.put(ERASE + text().slice(0, this.terminal.columns - 1));
  }

  /** Takes the line away: something else is to be written. */
  clear(): void {
    if (!this.isDrawn) return;
    this.isDrawn = false;
    this.put(ERASE);
  }

  private put(text: string): void {
    try {
      fs.writeSync(STDERR, text);
    } catch {
      // A status that cannot be shown is not missed.
    }
  }
}

/** `[=======>            ]  37 %  of 2.3 GB` */
export function progressText(done: number, total: number): string {
  const part = total === 0 ? 1 : Math.min(done / total, 1);
  const filled = Math.round(part * BAR);
  const bar = `${'='.repeat(filled)}${filled < BAR ? '>' : ''}`.padEnd(BAR + 1);
  return `[${bar}] ${String(Math.floor(part * 100)).padStart(3)} %  of ${sizeText(total)}`;
}

const BAR = 30;

function sizeText(bytes: number): string {
  const mega = bytes / 2 ** 20;
  return mega < 1024 ? `${mega.toFixed(0)} MB` : `${(mega / 1024).toFixed(1)} GB`;
}
