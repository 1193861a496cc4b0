/**
 * Whoever owns a container chooses the names of its devices, and nfpath prints them on other people's terminals and
 * into other people's tools. So: every output format, with names made to break it.
 */
import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { printable } from '../src/report/log-text.js';
import { readPcapng } from './export/read-pcapng.js';
import { ran } from './support/in-process.js';

const LOG = fs.readFileSync('fixtures/external-to-container/linux-6.1.log', 'latin1');
const POLICY = 'fixtures/policies/guard.yaml';
const PUBLISHED = '172.17.0.2:8080';

/** As bytes; what dev_valid_name() lets through: no `/`, no `:`, no blank. */
const NAMES: Readonly<Record<string, string>> = {
  'an escape sequence': '\u001b[31m\u001b]0;x\u0007',
  'a bell and a backspace': 'eth\u0007\u00080',
  'C1 controls as UTF-8': 'e\xc2\x9b31m\xc2\x85',
  'C1 controls as bytes': 'e\x9b31m\x85',
  'bidi overrides': '\xe2\x80\xae0hte\xe2\x81\xa6',
  'bytes that are no UTF-8': 'e\xff\xfe\xc3(',
  'a script': '<script>alert(1)<',
  'an entity and CDATA': '&lt;]]>&#x1b;',
  __proto__: '__proto__',
  constructor: 'constructor',
  'the name of what is not there': '(null)',
  'the tag': '[nftrace]',
  'a comma and a key': 'eth0,NS',
  'a workflow command': '##[error]x',
  'a TAP directive': '#SKIP\\',
  'a YAML anchor': '&a{}[]*',
  'quotes and backslashes': '"\'\\x41\\"',
  'spaces that are none': 'e\xc2\xa0\xe2\x80\x8b\xe2\x80\xa8x',
};

const TEXT: readonly (readonly string[])[] = [
  ['analyze'],
  ['analyze', '--follow'],
  ['analyze', '--lanes', '--width', '60'],
  ['draw', '-p', POLICY],
  ['draw', '--format', 'svg'],
  ['draw', '--format', 'mermaid'],
  ['draw', '--format', 'dot'],
  ['draw', '--format', 'html'],
  ['check', '-p', POLICY],
  ['check', '-p', POLICY, '--lanes'],
  ['check', '-p', POLICY, '--format', 'tap'],
  ['check', '-p', POLICY, '--format', 'github'],
  ['check', '-p', POLICY, '--format', 'junit'],
  ['report', '-p', POLICY],
  ['place', PUBLISHED],
  ['doctor'],
  ['init'],
];
const NDJSON: readonly (readonly string[])[] = [
  ['analyze', '--format', 'json'],
  ['analyze', '--format', 'json', '--follow'],
  ['analyze', '--summary'],
  ['check', '-p', POLICY, '--format', 'json'],
  ['check', '-p', POLICY, '--format', 'sarif'],
  ['place', PUBLISHED, '--format', 'json'],
  ['doctor', '--format', 'json'],
  ['export', '--format', 'otlp'],
  ['export', '--format', 'trace-event'],
];

/** Controls but the line end, bidi and other format characters, line separators, what is no character. */
const UNSEEN = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const COLOURS = new RegExp(`${'\u001b'}\\[[0-9;]*m`, 'g');

describe.each(Object.entries(NAMES))('%s', (_, name) => {
  const log = Buffer.from(LOG.replaceAll('eth0', name), 'latin1');

  test.each(TEXT)('%j %j %j %j prints nothing that is not seen', async (...args) => {
    const { stdout, exitCode } = await ran(args, log);
    expect([0, 1, 3]).toContain(exitCode);
    expect(stdout).not.toBe('');
    expect(UNSEEN.exec(stdout)).toBeNull();
    const coloured = (await ran([...args, '--color', 'always'], log)).stdout;
    expect(UNSEEN.exec(coloured.replaceAll(COLOURS, ''))).toBeNull();
  });

  test.each(['analyze', 'draw'])('%s --ascii is ASCII alone', async (command) => {
    const { stdout } = await ran([command, '--ascii'], log);
    expect(stdout).toMatch(/^[\n\x20-\x7e]+$/);
  });

  test.each(NDJSON)('%j %j %j %j %j is JSON, and prints nothing that is not seen', async (...args) => {
    const { stdout, exitCode } = await ran(args, log);
    expect([0, 1, 3]).toContain(exitCode);
    expect(UNSEEN.exec(stdout)).toBeNull();
    const isOneObject = args.includes('sarif') || args.includes('trace-event');
    for (const line of isOneObject ? [stdout] : stdout.trim().split('\n')) JSON.parse(line);
  });

  test('pcapng has it in comments, where it is seen as text reports have it', async () => {
    const { bytes, exitCode } = await ran(['export', '--format', 'pcapng'], log);
    expect(exitCode).toBe(0);
    const { comment, interfaces, frames } = readPcapng(bytes);
    const texts = [
      comment,
      ...interfaces.flatMap(Object.values<string>),
      ...frames.map((one) => one.comment),
    ];
    for (const text of texts) expect(UNSEEN.exec(text)).toBeNull();
    expect(texts.some((text) => text.includes(`dev ${printable(name)}`))).toBe(true);
  });

  test('JSON keeps the exact bytes', async () => {
    const { stdout } = await ran(['analyze', '--format', 'json'], log);
    const devices = [...stdout.matchAll(/"dev":("(?:[^"\\]|\\.)*")/g)].map((match) => bytesOf(match[1]!));
    expect(new Set(devices)).toContain(name);
  });
});

/** What docs/json.md says of strings, the other way round: as latin1. */
function bytesOf(json: string): string {
  const text = JSON.parse(json) as string;
  const bytes = Array.from(text, (character) => {
    const code = character.codePointAt(0)!;
    return code >= 0xdc80 && code <= 0xdcff ? Buffer.from([code - 0xdc00]) : Buffer.from(character, 'utf8');
  });
  return Buffer.concat(bytes).toString('latin1');
}
