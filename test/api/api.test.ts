import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { Ajv } from 'ajv';
import { gzipSync } from 'node:zlib';
import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  analyze,
  BadFile,
  check,
  diff,
  parsePolicy,
  parseSnapshot,
  place,
  snapshot,
  UnreadableInput,
  UsersError,
  type AnalyzedObject,
  type CheckResult,
  type DifferenceObject,
  type FlowObject,
  type LogInput,
  type Logs,
  type PacketObject,
  type PathSet,
  type PlaceResult,
  type SummaryObject,
  type Verdict,
} from '../../src/index.js';
import { json, nfpath } from '../support/nfpath.js';

const EXTERNAL = 'fixtures/external-to-container/linux-6.1.log';
const EL7 = 'fixtures/external-to-container/el7-3.10.log';
const GUARD = 'fixtures/policies/guard.yaml';

const isInContract = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(
  JSON.parse(fs.readFileSync('docs/nfpath.schema.json', 'utf8')) as object,
);

function contractErrors(lines: readonly object[]): unknown[] {
  return lines.flatMap((line) => (isInContract(line) ? [] : [line, isInContract.errors]));
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

describe('a log can be', () => {
  const bytes = fs.readFileSync(EXTERNAL);
  function* pieces(): Generator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 97) yield bytes.subarray(at, at + 97);
  }
  async function* lines(): AsyncGenerator<string> {
    for (const line of bytes.toString().split('\n').slice(0, -1)) yield `${line}\n`;
  }
  const expected = json(nfpath(['analyze', EXTERNAL, '--format', 'json']).stdout);

  test.each<[string, () => LogInput]>([
    ['a path', () => EXTERNAL],
    ['a URL', () => pathToFileURL(EXTERNAL)],
    ['bytes', () => bytes],
    ['a Node stream', () => fs.createReadStream(EXTERNAL, { highWaterMark: 1000 })],
    ['a web stream', () => Readable.toWeb(Readable.from(pieces())) as ReadableStream<Uint8Array>],
    ['a generator of bytes, cut anywhere', pieces],
    ['an async generator of text', lines],
    ['gzip', () => gzipSync(bytes)],
    [
      'a stream of gzip',
      () => Readable.from([gzipSync(bytes).subarray(0, 99), gzipSync(bytes).subarray(99)]),
    ],
  ])('%s', async (_, input) => {
    expect(await all(analyze(input()))).toEqual(expected);
  });

  test('one of several, each a boot of its own', async () => {
    const found = await all(analyze([EXTERNAL, EL7]));
    expect(found).toEqual(json(nfpath(['analyze', EXTERNAL, EL7, '--format', 'json']).stdout));
    expect(contractErrors(found)).toEqual([]);
  });

  test('one that is no file', async () => {
    await expect(all(analyze('no.log'))).rejects.toThrow(UnreadableInput);
    await expect(all(analyze('src'))).rejects.toThrow('cannot read src: it is a directory');
  });

  test('none by its text, nor one that is no text', async () => {
    await expect(all(analyze(bytes.toString()))).rejects.toThrow('a string is the path of a log');
    await expect(all(analyze(Buffer.from('\ufeffx', 'utf16le')))).rejects.toThrow('log 1: it is UTF-16');
  });

  test('one of which only so much is read', async () => {
    const found = await all(analyze(gzipSync(bytes), { maxBytes: 5000 }));
    expect(found.at(-1)).toMatchObject({ complete: false, lost: [{ kind: 'limit' }] });
  });

  test('one that is read for as long as it is wanted', async () => {
    const abort = new AbortController();
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield bytes;
      abort.abort();
      for (;;) yield bytes;
    }
    const found = await all(analyze(endless(), { signal: abort.signal }));
    expect(found.at(-1)).toMatchObject({ type: 'summary', complete: false });
  });
});

describe('the functions say what the commands print', () => {
  const ndjson = (...args: string[]): unknown[] => json(nfpath([...args, '--format', 'json']).stdout);

  test('check', async () => {
    const { verdict, verdicts, summary } = await check(GUARD, EXTERNAL);
    const [first, last] = ndjson('check', '-p', GUARD, EXTERNAL) as [object, { rules: unknown }];
    const { rules: _, ...own } = last;
    expect({ verdict, verdicts, summary }).toEqual({ verdict: 'holds', verdicts: [first], summary: own });
    expect(contractErrors([...verdicts, summary])).toEqual([]);
    const bridged = 'fixtures/container-to-container/el7-3.10.log';
    expect(await check(new URL(`../../${GUARD}`, import.meta.url), bridged)).toMatchObject({
      verdict: 'violated',
    });
    const policy = parsePolicy(fs.readFileSync(GUARD, 'utf8'), 'guard');
    expect(await check(policy, 'fixtures/container-to-container-bridge-nf/el7-3.10.log')).toMatchObject({
      verdict: 'inconclusive',
    });
  });

  test('place', async () => {
    const { placements, recommendation, summary } = await place('172.17.0.2:8080', EXTERNAL, {
      priority: 'filter',
    });
    const printed = ndjson('place', '172.17.0.2:8080', '--priority', 'filter', EXTERNAL);
    expect([...placements, recommendation, summary]).toEqual(printed);
    await expect(place('172.17.0.2', EXTERNAL)).rejects.toThrow(UsersError);
    await expect(place('172.17.0.2:8080', EXTERNAL, { priority: 'FIRTS' })).rejects.toThrow(
      'did you mean "FIRST"?',
    );
  });

  test('diff', async () => {
    const policy = 'fixtures/policies/in-device.yaml';
    const { verdict, differences, missing, undecided, verdictChanges, summary } = await diff(EL7, EXTERNAL, {
      policy,
    });
    const printed = ndjson('diff', EL7, EXTERNAL, '-p', policy);
    expect([...differences, ...missing, ...undecided, ...verdictChanges, summary]).toEqual(printed);
    expect(verdict).toBe('differs');
    const map = { map: { ens160: 'eno1' } };
    await expect(diff(EL7, EXTERNAL, { policy, ...map })).rejects.toThrow(UsersError);
  });

  test('snapshot, and a comparison with it', async () => {
    const { text, leftOut } = await snapshot(EXTERNAL);
    expect(leftOut).toEqual([]);
    expect(text).toBe(nfpath(['snapshot', EXTERNAL]).stdout);
    const golden = parseSnapshot(text, 'kernel.paths.yaml');
    expect(await diff(golden, fs.readFileSync(EXTERNAL))).toMatchObject({ verdict: 'same' });
    expect(await diff(golden, golden)).toMatchObject({ verdict: 'same' });
    await expect(diff(golden, EL7, { policy: GUARD })).rejects.toThrow('old is a snapshot');
    expect(() => parseSnapshot('version: 2', 'a.yaml')).toThrow(BadFile);
    const commented = text.replace('    reply:', '    # And back.\n    reply:');
    expect(await snapshot(EXTERNAL, { earlier: commented })).toMatchObject({ text: commented });
  });

  test('mapped names', async () => {
    const elsewhere = fs
      .readFileSync(EXTERNAL, 'latin1')
      .replaceAll('172.17.0.2', '172.30.5.9')
      .replaceAll('ens160', 'eno1');
    const renames = { map: { '172.17.0.2': '172.30.5.9' }, mapDev: { ens160: 'eno1' } };
    expect(await diff(EXTERNAL, Buffer.from(elsewhere, 'latin1'), renames)).toMatchObject({
      verdict: 'same',
    });
  });
});

test('types', () => {
  expectTypeOf(analyze).returns.toEqualTypeOf<AsyncGenerator<AnalyzedObject>>();
  expectTypeOf<AnalyzedObject>().toEqualTypeOf<PacketObject | FlowObject | SummaryObject>();
  expectTypeOf<Extract<AnalyzedObject, { type: 'packet' }>['fate']>().toEqualTypeOf<
    'delivered' | 'sent' | 'stopped' | 'open'
  >();
  expectTypeOf(check).returns.resolves.toEqualTypeOf<CheckResult>();
  expectTypeOf<CheckResult['verdict']>().toEqualTypeOf<Verdict>();
  expectTypeOf(place).returns.resolves.toEqualTypeOf<PlaceResult>();
  expectTypeOf(diff)
    .returns.resolves.toHaveProperty('differences')
    .toEqualTypeOf<readonly DifferenceObject[]>();
  expectTypeOf(diff).parameter(0).toEqualTypeOf<Logs | PathSet>();
  expectTypeOf(analyze).parameter(0).not.toBeAny();
  // @ts-expect-error: a number is no log.
  expectTypeOf(analyze).toBeCallableWith(7);
  // @ts-expect-error: an option that there is not.
  expectTypeOf(check).toBeCallableWith(GUARD, EL7, { netnz: [] });
});

describe('the package', () => {
  const script = (code: string): string =>
    execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });

  test('does nothing when it is imported but define its exports', () => {
    // zod keeps its registry in the global object.
    const printed = script(`
      const state = () => ({
        globals: Object.getOwnPropertyNames(globalThis).filter((name) => !name.startsWith('__zod_')),
        events: process.eventNames(),
      });
      const before = state();
      await import('nfpath');
      console.log(JSON.stringify([before, state()]));
    `);
    const [before, after] = JSON.parse(printed) as [object, object];
    expect(after).toEqual(before);
  });

  test('exports what the index does, and nothing by another way', async () => {
    const names = script("console.log(JSON.stringify(Object.keys(await import('nfpath')).sort()))");
    expect(JSON.parse(names)).toEqual(Object.keys(await import('../../src/index.js')).sort());
    const code = "try { await import('nfpath/dist/cli/main.js') } catch ({ code }) { console.log(code) }";
    expect(script(code)).toBe('ERR_PACKAGE_PATH_NOT_EXPORTED\n');
  });

  test.each(fs.readdirSync('examples').filter((file) => file.endsWith('.mjs')))(
    'examples/%s runs',
    async (file) => {
      const output = execFileSync(process.execPath, [path.join('examples', file)], { encoding: 'utf8' });
      await expect(output).toMatchFileSnapshot(`examples/${file.replace('.mjs', '.txt')}`);
      expect(fs.readFileSync('examples/README.md', 'utf8')).toContain(`[${file}](${file})`);
    },
  );
});
