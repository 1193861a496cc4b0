import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import zlib from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { OtlpSender } from '../../src/cli/otlp-sender.js';
import { run } from '../../src/cli/run.js';
import { LineChunks } from '../../src/source/line-chunks.js';
import { readInput } from '../../src/source/read.js';
import { startNfpath } from '../support/nfpath.js';
import { exported, truthOf } from './exported.js';
import { OtlpServer, type Reply } from './otlp-server.js';

const EXTERNAL = 'fixtures/external-to-container/el7-3.10.log';
/** Entries, packets, the flow and the capture. */
const SPANS = 10 + 2 + 1 + 1;
const LOAD = 'fixtures/truth/linux-6.1-reply-large-brnf1/capture.log.gz';
const NO_TERMINAL = {
  stdinIsTerminal: false,
  stdoutIsTerminal: false,
  stderrIsTerminal: false,
  columns: 80,
  env: {},
};

const servers: OtlpServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

async function serverWith(...script: Reply[]): Promise<OtlpServer> {
  const server = await OtlpServer.start(script);
  servers.push(server);
  return server;
}

/** The command, in this process. */
async function sent(endpoint: string, log = EXTERNAL): Promise<{ told: string; exitCode: number }> {
  let told = '';
  const exitCode = await run(
    ['node', 'nfpath', 'export', '--otlp-endpoint', endpoint, log],
    NO_TERMINAL,
    new AbortController().signal,
    (text) => (told += text),
  );
  return { told, exitCode };
}

/** Sends one request of seven spans, with little patience unless it is said. */
async function sendSeven(
  server: OtlpServer,
  { signal = new AbortController().signal, patience = { all: 1500, first: 20 } } = {},
): Promise<OtlpSender> {
  const sender = new OtlpSender({ endpoint: new URL(server.url), version: '0', signal, patience });
  sender.put({ body: '{"resourceSpans":[]}', spans: 7 });
  await sender.drain();
  return sender;
}

describe('a receiver that takes everything', () => {
  test('gets what a file would hold, by the rules of OTLP/HTTP', async () => {
    const server = await serverWith();
    const { told, exitCode } = await sent(server.url, LOAD);
    expect(exitCode).toBe(0);
    expect(server.received.length).toBeGreaterThan(5);
    for (const { method, path, headers, body } of server.received) {
      expect({ method, path }).toEqual({ method: 'POST', path: '/v1/traces' });
      expect(headers['content-type']).toBe('application/json');
      expect(headers['user-agent']).toMatch(/^nfpath\/\d/);
      expect(body.length).toBeLessThan(1 << 20);
    }
    const { stdout } = await exported('otlp', [LOAD]);
    expect(server.taken.map((body) => `${body}\n`).join('') === stdout).toBe(true);
    const { summary } = await truthOf([LOAD]);
    const spans = summary.entries.total + summary.packets + summary.flows + 1;
    expect(told).toContain(
      `sent ${spans.toLocaleString('en')} spans in ${server.received.length} requests to ${server.url}/v1/traces\n`,
    );
  });

  test.each([
    ['/', '/v1/traces'],
    ['/otlp', '/otlp/v1/traces'],
    ['/otlp/', '/otlp/v1/traces'],
    ['/v1/traces', '/v1/traces'],
  ])('at %s is asked at %s', async (base, path) => {
    const server = await serverWith();
    expect((await sent(server.url + base)).exitCode).toBe(0);
    expect(server.received.map((request) => request.path)).toEqual([path]);
  });

  test('is sent nothing where there is nothing', async () => {
    const server = await serverWith();
    const { told, exitCode } = await sent(server.url, '/dev/null');
    expect({ exitCode, received: server.received }).toEqual({ exitCode: 0, received: [] });
    expect(told).toContain('sent 0 spans in 0 requests');
  });

  test('is sent all by the built command, too, which prints nothing', async () => {
    const server = await serverWith();
    const child = startNfpath(['export', '--otlp-endpoint', server.url, EXTERNAL]);
    let stdout = '';
    child.stdout!.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    const [exitCode] = (await once(child, 'close')) as [number];
    expect({ stdout, exitCode, requests: server.taken.length }).toEqual({
      stdout: '',
      exitCode: 0,
      requests: 1,
    });
  });
});

test.each(['packed', 'plain'])(
  'nothing more of a %s log is read until what was found has left',
  async (form) => {
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'nfpath-')), 'a.log');
    const log = zlib.gunzipSync(fs.readFileSync(LOAD));
    fs.writeFileSync(file, form === 'packed' ? fs.readFileSync(LOAD) : log);
    let lines = 0;
    const count = { lines: () => lines++, tooLong: () => {}, inputEnds: () => {} };
    const grown: number[] = [];
    const drain = async (): Promise<void> => {
      const before = lines;
      await sleep(2);
      grown.push(lines - before);
    };
    await readInput(file, new LineChunks(count), { drain });
    fs.rmSync(path.dirname(file), { recursive: true });
    expect(lines).toBeGreaterThan(2);
    expect(grown.length).toBeGreaterThanOrEqual(lines - 1);
    expect(new Set(grown)).toEqual(new Set([0]));
  },
);

describe('a receiver that is busy', () => {
  test.each([429, 502, 503, 504])('is asked again after %i, later each time', async (status) => {
    const server = await serverWith({ status }, { status }, { status });
    const { account, rejected } = await sendSeven(server);
    expect({ rejected, requests: server.received.length }).toEqual({ rejected: 0, requests: 4 });
    expect(account).toContain('sent 7 spans in 1 request to ');
    expect(new Set(server.received.map(({ body }) => body)).size).toBe(1);
    const [first, , , last] = server.received.map(({ at }) => at);
    expect(last! - first!).toBeGreaterThanOrEqual((20 + 40 + 80) * 0.5 - 5);
  });

  test('is asked again when it says, in seconds or by a date', async () => {
    const past = new Date(0).toUTCString();
    const server = await serverWith(
      { status: 503, headers: { 'retry-after': '1' } },
      { status: 503, headers: { 'retry-after': past } },
    );
    const begun = performance.now();
    await sendSeven(server, { patience: { all: 60_000, first: 30_000 } });
    const [first, second, third] = server.received.map(({ at }) => at);
    expect(second! - first!).toBeGreaterThanOrEqual(990);
    expect(third! - begun).toBeLessThan(15_000);
  });

  test('for too long is an error, and what was not sent is said', async () => {
    const server = await serverWith({
      status: 429,
      headers: { 'retry-after': '3600' },
      body: '{"message":"quota\\u001b[31m"}',
    });
    const { told, exitCode } = await sent(server.url);
    expect({ exitCode, requests: server.received.length }).toEqual({ exitCode: 2, requests: 1 });
    expect(told).toBe(
      `nfpath: cannot send to ${server.url}/v1/traces: 429 Too Many Requests: quota\\x1b[31m: try again later, or send ` +
        `less at once (--flow, --host, --fate)\n  0 spans had been taken; not sent: ${SPANS} spans, and what would have followed\n`,
    );
  });

  test('until patience ends is an error', async () => {
    const server = await serverWith(...Array.from({ length: 50 }, () => ({ status: 503 })));
    await expect(sendSeven(server)).rejects.toThrow('503 Service Unavailable');
    expect(server.received.length).toBeGreaterThanOrEqual(4);
  });

  test('is asked once more and not waited for where the user interrupts', async () => {
    const server = await serverWith({ status: 503, headers: { 'retry-after': '60' } }, { status: 503 });
    const interruption = new AbortController();
    setTimeout(() => interruption.abort('SIGINT'), 50);
    const patience = { all: 100_000, first: 20 };
    await expect(sendSeven(server, { signal: interruption.signal, patience })).rejects.toThrow(
      'not sent: 7 spans',
    );
    expect(server.received).toHaveLength(2);
    expect(server.received[1]!.at - server.received[0]!.at).toBeLessThan(30_000);
  });
});

describe('a receiver that refuses', () => {
  test.each([400, 401, 404, 413, 500, 501])('by %i is not asked again', async (status) => {
    const server = await serverWith({ status, body: '{"message":"no"}' });
    const { told, exitCode } = await sent(server.url);
    expect({ exitCode, requests: server.received.length }).toEqual({ exitCode: 2, requests: 1 });
    expect(told).toContain(`: ${status} `);
    expect(told).toContain(': no: is that an OTLP/HTTP receiver');
    expect(told).toContain(`0 spans had been taken; not sent: ${SPANS} spans`);
  });

  test('by a redirect is not followed', async () => {
    const server = await serverWith({ status: 302, headers: { location: 'http://127.0.0.1:1/elsewhere' } });
    const { told, exitCode } = await sent(server.url);
    expect(exitCode).toBe(2);
    expect(told).toContain('302 Found: it has moved to http://127.0.0.1:1/elsewhere');
  });

  test('by a page for people is none', async () => {
    const server = await serverWith({
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<html>',
    });
    const { told, exitCode } = await sent(server.url);
    expect(exitCode).toBe(2);
    expect(told).toContain('it answers, but not as an OTLP receiver does');
  });

  test('in the middle: what was taken and what was not is said', async () => {
    const server = await serverWith({ status: 200, body: '{}' }, { status: 400 });
    const { told, exitCode } = await sent(server.url, LOAD);
    expect(exitCode).toBe(2);
    expect(told).toMatch(
      / {2}[1-9]\d+ spans had been taken; not sent: [\d,]+ spans, and what would have followed\n/,
    );
  });
});

describe('partial success', () => {
  test('is counted, said, and no success', async () => {
    const body = JSON.stringify({ partialSuccess: { rejectedSpans: '3', errorMessage: 'too old' } });
    const server = await serverWith({ status: 200, body });
    const { told, exitCode } = await sent(server.url);
    expect({ exitCode, requests: server.received.length }).toEqual({ exitCode: 2, requests: 1 });
    expect(told).toContain(`sent ${SPANS} spans in 1 request`);
    expect(told).toContain(', of which it has rejected 3 spans\n  it says: too old\n');
  });

  test('without a rejected span is a remark', async () => {
    const body = JSON.stringify({ partialSuccess: { rejectedSpans: 0, errorMessage: 'use\u202e gzip' } });
    const { told, exitCode } = await sent((await serverWith({ status: 200, body })).url);
    expect(exitCode).toBe(0);
    expect(told).toContain('/v1/traces\n  it says: use\\u{202e} gzip\n');
  });
});

describe('nobody there', () => {
  test('is said at once', async () => {
    const url = await (await OtlpServer.start()).stop();
    const { told, exitCode } = await sent(url);
    expect(exitCode).toBe(2);
    expect(told).toContain(`cannot send to ${url}/v1/traces: nobody listens there: is the receiver running`);
  });

  test('any more, for a moment, is tried again', async () => {
    const server = await serverWith({ status: 200, body: '{}' }, 'cut');
    const sender = await sendSeven(server);
    sender.put({ body: '{"resourceSpans":[]}', spans: 5 });
    await sender.drain();
    expect(sender.account).toContain('sent 12 spans in 2 requests');
    expect(server.received).toHaveLength(3);
  });
});

test.each([
  [['--otlp-endpoint', 'localhost:4318'], 'It must be an http or https URL'],
  [['--otlp-endpoint', 'http://a:b@localhost:4318'], 'without user'],
  [['--otlp-endpoint', 'http://localhost:4318/?token=x'], 'without user, query'],
  [['--otlp-endpoint', 'http://localhost:4318', '--format', 'pcapng'], 'takes OTLP and not pcapng'],
  [['--otlp-endpoint', 'http://localhost:4318', '-o', 'x'], 'writes nothing'],
  [[], '--format is missing'],
])('%j is refused', async (args, hint) => {
  const child = startNfpath(['export', EXTERNAL, ...args]);
  let stderr = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [exitCode] = (await once(child, 'close')) as [number];
  expect(exitCode).toBe(2);
  expect(stderr).toContain(hint);
});
