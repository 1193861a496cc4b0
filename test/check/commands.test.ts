import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parsePolicy } from '../../src/policy/parse-policy.js';
import { checked, drafted } from '../support/checked.js';
import { oldestAndNewest } from '../support/golden.js';
import { json, nfpath, shell, startNfpath, type Line } from '../support/nfpath.js';

const EXTERNAL = 'fixtures/external-to-container/el7-3.10.log';
const BRIDGED = 'fixtures/container-to-container/el7-3.10.log';
const BRIDGE_NF = 'fixtures/container-to-container-bridge-nf/el7-3.10.log';
const GUARD = 'fixtures/policies/guard.yaml';

const isInContract = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(
  JSON.parse(fs.readFileSync('docs/nfpath.schema.json', 'utf8')) as object,
);

function contractErrors(ndjson: string): unknown[] {
  return json(ndjson).flatMap((line) => (isInContract(line) ? [] : [line, isInContract.errors]));
}

describe('nfpath check', () => {
  test.each([
    [[EXTERNAL], 0, 'holds'],
    [[BRIDGED], 1, 'violated'],
    [[BRIDGE_NF], 3, 'inconclusive'],
    [[EXTERNAL, BRIDGE_NF], 3, 'inconclusive'],
    [[EXTERNAL, BRIDGED, BRIDGE_NF], 1, 'violated'],
  ])('%j: exit %d', (logs, exitCode, verdict) => {
    const text = nfpath(['check', '-p', GUARD, ...logs]);
    expect(text).toMatchObject({ exitCode, stderr: '' });
    const { stdout, ...rest } = nfpath(['check', '-p', GUARD, '--format', 'json', ...logs]);
    expect(rest).toEqual({ exitCode, stderr: '' });
    expect(contractErrors(stdout)).toEqual([]);
    const lines = json(stdout);
    expect(lines.map(({ type }) => type)).toEqual(['verdict', 'summary']);
    expect(lines[0]).toMatchObject({ rule: 'host guard', verdict });
    expect(lines[1]).toMatchObject({ complete: true, rules: { total: 1, [verdict]: 1 } });
  });

  test('the packets that it names are those of nfpath analyze', () => {
    const [verdict] = json(nfpath(['check', '-p', GUARD, '--format', 'json', BRIDGED]).stdout);
    const findings = verdict!['findings'] as { packets: number[]; example: { first: { line: number } } }[];
    const packets = json(nfpath(['analyze', '--format', 'json', BRIDGED]).stdout);
    for (const { packets: ids, example } of findings) {
      const packet = packets.find(({ type, id }) => type === 'packet' && id === ids[0]);
      const hops = packet!['hops'] as { entries: { line: number }[] }[];
      expect(hops[0]!.entries[0]!.line).toBe(example.first.line);
    }
  });

  test('a log by pipe, and a policy by pipe, but not both', () => {
    const { stdout } = nfpath(['check', '-p', GUARD, EXTERNAL]);
    expect(nfpath(['check', '-p', GUARD], fs.readFileSync(EXTERNAL)).stdout).toBe(stdout);
    expect(nfpath(['check', '-p', '-', EXTERNAL], fs.readFileSync(GUARD)).stdout).toBe(stdout);
    expect(nfpath(['check', '-p', '-'], fs.readFileSync(GUARD))).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('policy and log cannot both come from standard input') as string,
    });
  });

  test.each([
    [['check', EXTERNAL], "required option '-p, --policy <file>' not specified"],
    [['check', '-p', 'no.yaml', EXTERNAL], 'cannot read no.yaml: there is no such file'],
    [['check', '-p', 'src', EXTERNAL], 'cannot read src: it is a directory'],
    [['check', '-p', GUARD, 'no.log'], 'cannot read no.log: there is no such file'],
    [['check', '-p', GUARD, '--format', 'yaml', EXTERNAL], 'Allowed choices are text, json, junit'],
    [['check', '-p', 'fixtures/policies/typo.yaml', EXTERNAL], 'typo.yaml:9:'],
    [['place', '172.17.0.2', EXTERNAL], 'its port is missing'],
    [['place', '172.17.0.2:8080', '--priority', 'FIRTS', EXTERNAL], 'did you mean "FIRST"?'],
    [['policy', 'validate', 'fixtures/load-50/linux-6.1.log.gz'], 'it is not UTF-8'],
    [['policy', 'check'], "unknown command 'check'"],
  ])('%j cannot run', (args, message) => {
    const { stdout, stderr, exitCode } = nfpath(args, fs.readFileSync(EXTERNAL));
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toContain(message);
  });

  test('names of the policy are those of its namespaces in the output', () => {
    const policy = `version: 1
services: { web: { address: '172.17.0.2:8080' } }
namespaces: { client: { address: 172.17.0.4 } }
rules: [{ name: r, protects: web, at: client/LOCAL_OUT, directions: original }]
`;
    const { stdout, exitCode } = nfpath(['check', '-p', '-', '--format', 'json', BRIDGED], policy);
    expect(exitCode).toBe(0);
    expect(JSON.stringify(json(stdout).at(-1)!['namespaces'])).toContain('"name":"client"');
  });

  test('an interrupted check prints the verdicts so far', async () => {
    const child = startNfpath(['check', '-p', GUARD, '--format', 'json', EXTERNAL, '-']);
    let stdout = '';
    child.stdout!.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stdin!.on('error', () => {});
    await new Promise((resolve) => setTimeout(resolve, 700));
    child.kill('SIGINT');
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(130);
    expect(json(stdout).map(({ type }) => type)).toEqual(['verdict', 'summary']);
    expect(json(stdout)[1]).toMatchObject({ complete: false });
  });

  test('a reader that leaves is no error, and a full disk is one', () => {
    expect(shell(`nfpath check -p ${GUARD} ${BRIDGED} | head -1`)).toMatchObject({ stderr: '' });
    expect(shell(`nfpath check -p ${GUARD} ${EXTERNAL} > /dev/full`)).toMatchObject({
      exitCode: 2,
      stderr: 'nfpath: cannot write the output: no space left on the device\n',
    });
  });
});

describe('nfpath place', () => {
  test("comes to the article's conclusions on the article's captures", () => {
    const logs = [EXTERNAL, BRIDGED, BRIDGE_NF];
    const { stdout, exitCode } = nfpath(['place', '172.17.0.2:8080', '--format', 'json', ...logs]);
    expect(exitCode).toBe(0);
    expect(contractErrors(stdout)).toEqual([]);
    const lines = json(stdout);
    const placement = (at: string): Line => lines.find((line) => line['at'] === at)!;
    const counts = (from: string, seen: number, total: number): object => ({
      classes: expect.arrayContaining([expect.objectContaining({ from, seen, total })]) as object,
    });
    // POST_ROUTING sees what comes from outside, and container traffic once bridge-nf is on: one of the two captures.
    expect(placement('init/POST_ROUTING')['original']).toMatchObject(counts('external', 1, 1));
    expect(placement('init/POST_ROUTING')['original']).toMatchObject(counts('container', 1, 2));
    // At PRE_ROUTING the packets from outside have the published address.
    expect(placement('init/PRE_ROUTING')['original']).toMatchObject(counts('external', 0, 1));
    expect(placement('init/PRE_ROUTING')['addresses']).toContain('10.10.10.2:8081');
    // FORWARD knows both devices; POST_ROUTING of 3.10 does not.
    expect(placement('init/FORWARD')['devices']).toEqual({ in: 'always', out: 'always' });
    expect(placement('init/POST_ROUTING')['devices']).toEqual({ in: 'never', out: 'always' });
    // Only the container's own namespace sees everything.
    const recommendation = lines.find(({ type }) => type === 'recommendation')!;
    expect(recommendation['at']).toEqual([]);
    expect((recommendation['beyondInit'] as string[][])[0]).toEqual([
      'service/LOCAL_IN',
      'service/LOCAL_OUT',
    ]);
    expect(recommendation['reason']).toMatch(/Nothing in init sees everything\./);
    expect(recommendation['reason']).toContain('net.bridge.bridge-nf-call-iptables=1');
    expect(recommendation['reason']).toMatch(/NFQUEUE would need a consumer in each/);
  });

  test('with bridge-nf on, FORWARD is the best of init', () => {
    const { stdout } = nfpath(['place', '172.17.0.2:8080', '--format', 'json', BRIDGE_NF]);
    const recommendation = json(stdout).find(({ type }) => type === 'recommendation')!;
    expect(recommendation['at']).toEqual([['init/FORWARD'], ['init/PRE_ROUTING'], ['init/POST_ROUTING']]);
  });

  test('a rule behind DNAT sees at PRE_ROUTING what one at FIRST does not', () => {
    const seen = (...options: string[]): unknown => {
      const { stdout } = nfpath(['place', '172.17.0.2:8080', '--format', 'json', ...options, EXTERNAL]);
      return json(stdout).find(({ at }) => at === 'init/PRE_ROUTING')!['original'];
    };
    expect(seen()).toMatchObject({ seen: 0, total: 1 });
    expect(seen('--priority', 'filter')).toMatchObject({ seen: 1, total: 1 });
  });

  test('says where a lost line could have made it wrong', () => {
    const log = fs
      .readFileSync('fixtures/external-to-container/linux-6.1.log', 'utf8')
      .split('\n')
      .toSpliced(74, 1);
    expect(nfpath(['place', '172.17.0.2:8080'], log.join('\n')).stdout).toContain(
      '1 record lost the line that names the packet',
    );
  });

  test('a service that nobody spoke to is inconclusive', () => {
    const { stdout, exitCode } = nfpath(['place', '172.17.0.99:8080', EXTERNAL]);
    expect(exitCode).toBe(3);
    expect(stdout).toContain('No packet of 172.17.0.99:8080 got through, nor was one seen.');
  });
});

describe('nfpath init', () => {
  const captures = oldestAndNewest().filter(({ isZipped }) => !isZipped);

  test.each(captures)('of $log: a policy that holds on it', ({ log }) => {
    const text = drafted([log]);
    // Where nothing got through, and where there is no service, or only fragments, there are comments in place of rules.
    if (/dropped|rejected|icmp-masq|\/udp-fragments/.test(log))
      return expect(text).not.toMatch(/^  - name: /m);
    const { verdicts } = checked(parsePolicy(text, 'guard.yaml'), [log]);
    expect(verdicts.length).toBeGreaterThan(0);
    expect(verdicts.filter(({ verdict }) => verdict !== 'holds')).toEqual([]);
  });

  test('exits with 3 where no rule can be proven', () => {
    expect(nfpath(['init', 'fixtures/dropped-in-forward/linux-6.1.log'])).toMatchObject({
      exitCode: 3,
      stdout: expect.stringContaining('No packet of 172.17.0.2-8080 got through') as string,
    });
  });

  test('of several captures together', () => {
    const logs = [EXTERNAL, BRIDGED, 'fixtures/external-to-host-local/linux-6.1.log'];
    const { stdout } = nfpath(['init', ...logs]);
    expect(nfpath(['check', '-p', '-', ...logs], stdout)).toMatchObject({ exitCode: 0 });
  });
});

describe('nfpath policy', () => {
  test('validate says that a policy is good', () => {
    expect(nfpath(['policy', 'validate', GUARD])).toEqual({
      stdout: `${GUARD}: good: 1 service, 1 rule\n`,
      stderr: '',
      exitCode: 0,
    });
  });

  test('schema prints the schema of docs/, which accepts the policies of fixtures/', () => {
    const { stdout } = nfpath(['policy', 'schema']);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(fs.readFileSync('docs/policy.schema.json', 'utf8')));
  });
});

test('every command has a help with examples and exit codes', () => {
  for (const command of ['analyze', 'check', 'place', 'init', 'doctor', 'policy']) {
    const { stdout, exitCode } = nfpath([command, '--help']);
    expect(exitCode).toBe(0);
    expect({ command, stdout }).toMatchObject({ stdout: expect.stringMatching(/\nExamples:\n/) as string });
    expect(stdout).toMatch(/Exit code: 0 /);
  }
});

test('a policy of a Windows editor is read', () => {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'nfpath-')), 'guard.yaml');
  fs.writeFileSync(file, `\ufeff${fs.readFileSync(GUARD, 'utf8').replaceAll('\n', '\r\n')}`);
  expect(nfpath(['check', '-p', file, EXTERNAL]).exitCode).toBe(0);
});
