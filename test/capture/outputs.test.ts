/** Where a capture goes: pipes whose reader is slow or leaves, and files that appear when they are complete. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { UntilCommand, UntilTime } from '../../src/capture/until.js';
import { captureFile, CaptureStream } from '../../src/cli/capture-outputs.js';
import { OutputClosed, OutputFailed } from '../../src/cli/output.js';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'nfpath-outputs-'));
let count = 0;

/** A pipe with its two ends, which never block. */
function pipe(): { reader: number; writer: number } {
  const name = path.join(folder, `pipe${++count}`);
  const { O_RDONLY, O_WRONLY, O_NONBLOCK } = fs.constants;
  expect(spawnSync('mkfifo', [name]).status).toBe(0);
  const reader = fs.openSync(name, O_RDONLY | O_NONBLOCK);
  return { reader, writer: fs.openSync(name, O_WRONLY | O_NONBLOCK) };
}

/** All that a pipe holds. */
function drained(reader: number): string {
  const buffer = Buffer.alloc(1 << 20);
  let text = '';
  try {
    for (;;) {
      const length = fs.readSync(reader, buffer);
      if (length === 0) return text;
      text += buffer.toString('latin1', 0, length);
    }
  } catch {
    return text;
  }
}

describe('a pipe', () => {
  test('gets everything in its order, also where its reader is slow', async () => {
    const { reader, writer } = pipe();
    const output = new CaptureStream(writer);
    const lines = Array.from({ length: 20_000 }, (_, i) => `6,${i},1000,-;x\n`);
    for (const line of lines) output.write(Buffer.from(line));
    output.flush();
    let isOver = false;
    const end = output.end().finally(() => (isOver = true));
    let text = '';
    while (!isOver) {
      text += drained(reader);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await end;
    expect(text + drained(reader)).toBe(lines.join(''));
  });

  test('is full where its reader does not read, and goes on when it does', async () => {
    const { reader, writer } = pipe();
    const output = new CaptureStream(writer);
    const piece = Buffer.alloc(1 << 24, 'x');
    for (let i = 0; i < 5; i++) output.write(piece);
    output.flush();
    expect(output.isFull).toBe(true);
    let length = 0;
    while (output.isFull) {
      length += drained(reader).length;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    expect(length).toBeGreaterThan(1 << 23);
    fs.closeSync(reader);
    await expect(output.end()).rejects.toThrow(OutputClosed);
  });

  test('whose reader has gone says so, at once or at the end', async () => {
    const { reader, writer } = pipe();
    fs.closeSync(reader);
    const output = new CaptureStream(writer);
    output.write(Buffer.from('x'));
    await expect(output.end()).rejects.toThrow(OutputClosed);
    expect(() => output.flush()).toThrow(OutputClosed);
  });

  test.skipIf(!fs.existsSync('/dev/full'))('a full disk says so', async () => {
    const output = new CaptureStream(fs.openSync('/dev/full', 'w'));
    output.write(Buffer.from('x'));
    await expect(output.end()).rejects.toThrow(OutputFailed);
  });

  test('ends at once where there is nothing to write', async () => {
    await new CaptureStream(pipe().writer).end();
  });
});

test('a file appears when it is complete, and not at all where it is abandoned', async () => {
  const name = path.join(folder, 'web.log');
  const first = captureFile(name);
  first.write(Buffer.from('half'));
  first.flush();
  expect(fs.existsSync(name)).toBe(false);
  first.abandon();
  expect(fs.readdirSync(folder).filter((one) => one.includes('web.log'))).toEqual([]);
  const second = captureFile(name);
  second.write(Buffer.from('whole'));
  await second.end();
  expect(fs.readFileSync(name, 'utf8')).toBe('whole');
});

describe('a capture until', () => {
  test('a time, or earlier where it is stopped', async () => {
    await new UntilTime(1).begin();
    const endless = new UntilTime(null);
    const begun = endless.begin();
    await endless.stop();
    await begun;
  });

  test.each([
    ['true', [], 0],
    ['sh', ['-c', 'exit 7'], 7],
    ['sh', ['-c', 'kill -9 $$'], 137],
  ] as const)('%s %j ends: exit code %s', async (program, args, exitCode) => {
    const until = new UntilCommand([program, ...args], 2);
    const begun = until.begin();
    while (until.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(until.exitCode).toBe(exitCode);
    await until.stop(); // does not wait for packets that are still on their way
    await begun;
  });

  test('a command ends, which is ended where the capture is', async () => {
    const until = new UntilCommand(['sleep', '100'], 2);
    const begun = until.begin();
    await until.stop();
    await begun;
    expect(until.exitCode).toBe(143);
  });

  test('a command that is not there', async () => {
    const until = new UntilCommand(['/no/such/program'], 2);
    await expect(until.begin()).rejects.toThrow('cannot run /no/such/program');
    await until.stop();
  });
});
