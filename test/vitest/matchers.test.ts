import fs from 'node:fs';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import { snapshot } from '../../src/api/snapshot.js';
import { parsePolicy } from '../../src/policy/parse-policy.js';
import { Inconclusive } from '../../src/vitest/index.js';

const EXTERNAL = 'fixtures/external-to-container/linux-6.1.log';
const EL7 = 'fixtures/external-to-container/el7-3.10.log';
const BRIDGED = 'fixtures/container-to-container/el7-3.10.log';
const HALF = 'fixtures/container-to-container-bridge-nf/el7-3.10.log';
const GUARD = 'fixtures/policies/guard.yaml';

/** The message with which an expectation fails. */
async function failure(expectation: Promise<void>): Promise<string> {
  return expectation.then(
    () => expect.fail('the expectation is met'),
    (error: Error) => error.message,
  );
}

describe('toHold', () => {
  test('where every rule holds', async () => {
    await expect(EXTERNAL).toHold(GUARD);
    await expect(pathToFileURL(EXTERNAL)).toHold(pathToFileURL(GUARD));
    await expect(fs.readFileSync(EXTERNAL)).toHold(parsePolicy(fs.readFileSync(GUARD, 'utf8'), 'guard'));
    await expect([EXTERNAL, EL7]).toHold(GUARD, { rules: ['host guard'] });
    await expect(BRIDGED).not.toHold(GUARD);
  });

  test('says which path went past it, and where', async () => {
    await expect(`${await failure(expect(BRIDGED).toHold(GUARD))}\n`).toMatchFileSnapshot(
      'messages/to-hold.txt',
    );
    await expect(`${await failure(expect(EXTERNAL).not.toHold(GUARD))}\n`).toMatchFileSnapshot(
      'messages/not-to-hold.txt',
    );
  });

  test('is met neither way where the capture cannot tell', async () => {
    await expect(expect(HALF).toHold(GUARD)).rejects.toThrow(Inconclusive);
    await expect(expect(HALF).not.toHold(GUARD)).rejects.toThrow('there was no such traffic');
  });

  test('of a rule that there is not', async () => {
    await expect(expect(EXTERNAL).toHold(GUARD, { rules: ['guard'] })).rejects.toThrow(
      'the policy has no rule "guard"; it has "host guard"',
    );
    await expect(expect('no.log').toHold(GUARD)).rejects.toThrow('cannot read no.log');
  });
});

describe('toCross', () => {
  const flow = '172.17.0.2:8080';

  test('where every packet does, or none', async () => {
    await expect(EXTERNAL).toCross('init/POST_ROUTING');
    await expect(EXTERNAL).toCross('init/POST_ROUTING', { flow });
    await expect(EXTERNAL).toCross('init/postrouting', { flow: '10.10.10.2:8081', direction: 'reply' });
    await expect(EL7).toCross('service/LOCAL_IN', { from: 'external', direction: 'original' });
    await expect(EXTERNAL).not.toCross('init/LOCAL_IN');
    await expect(BRIDGED).not.toCross('init/FORWARD', { flow });
  });

  test('says which packets do not, by which path, and where', async () => {
    const cross = failure(expect([EXTERNAL, BRIDGED]).toCross('init/FORWARD', { flow }));
    await expect(`${await cross}\n`).toMatchFileSnapshot('messages/to-cross.txt');
    const not = failure(expect(EL7).not.toCross('init/POST_ROUTING'));
    await expect(`${await not}\n`).toMatchFileSnapshot('messages/not-to-cross.txt');
  });

  test('where some do, is met neither way', async () => {
    await expect(expect(EXTERNAL).toCross('service/LOCAL_IN')).rejects.toThrow(
      'expected every packet to cross',
    );
    await expect(expect(EXTERNAL).not.toCross('service/LOCAL_IN')).rejects.toThrow(
      'expected no packet to cross',
    );
  });

  test('where there are no such packets, or they are doubtful, is met neither way', async () => {
    for (const capture of [expect(EXTERNAL), expect(EXTERNAL).not]) {
      await expect(capture.toCross('init/FORWARD', { flow: '10.0.0.1:1' })).rejects.toThrow(Inconclusive);
    }
    // Without its FORWARD a packet is two pieces, and one of them is of the path.
    const lines = fs.readFileSync(EXTERNAL, 'utf8').split('\n');
    const at = lines.findIndex((line) => line.includes('[2]: '));
    const torn = Buffer.from(lines.toSpliced(at - 3, 4).join('\n'));
    await expect(expect(torn).toCross('init/FORWARD')).rejects.toThrow(Inconclusive);
  });

  test('what the end of the log cuts off is not blamed', async () => {
    const log = fs.readFileSync(EL7, 'utf8').split('\n');
    const cut = Buffer.from([...log.slice(0, 40), ...log.slice(0, 12)].join('\n'));
    await expect(cut).toCross('service/LOCAL_IN', { direction: 'original' });
  });

  test.each([
    ['init', '"init" is not of the form namespace/HOOK'],
    ['init/FORWRAD', 'did you mean "FORWARD"?'],
  ])('%s is no placement', async (placement, message) => {
    await expect(expect(EXTERNAL).toCross(placement)).rejects.toThrow(message);
  });
});

describe('toMatchPaths', () => {
  const golden = 'test/vitest/kernel.paths.yaml';
  beforeAll(async () => fs.writeFileSync(golden, (await snapshot(EXTERNAL)).text));
  afterAll(() => fs.rmSync(golden));

  test('where they are the same', async () => {
    await expect(EXTERNAL).toMatchPaths(golden);
    await expect('fixtures/external-to-container/linux-5.10.log').toMatchPaths(pathToFileURL(golden));
    await expect(EL7).not.toMatchPaths(golden);
    const other = Buffer.from(fs.readFileSync(EXTERNAL, 'latin1').replaceAll('ens160', 'eno1'), 'latin1');
    await expect(other).toMatchPaths(golden, { mapDev: { ens160: 'eno1' } });
    await expect(other).not.toMatchPaths(golden);
  });

  test('says what differs, and how to accept it', async () => {
    await expect(`${await failure(expect(EL7).toMatchPaths(golden))}\n`).toMatchFileSnapshot(
      'messages/to-match-paths.txt',
    );
  });

  test('is met neither way where the capture cannot tell', async () => {
    await expect(expect(BRIDGED).toMatchPaths(golden)).rejects.toThrow(Inconclusive);
    await expect(expect(BRIDGED).not.toMatchPaths(golden)).rejects.toThrow(Inconclusive);
    await expect(expect(EL7).toMatchPaths('no.yaml')).rejects.toThrow(
      'cannot read no.yaml: there is no such file',
    );
  });
});

test('types', () => {
  expectTypeOf(expect(EXTERNAL).toHold).returns.toEqualTypeOf<Promise<void>>();
  expectTypeOf(expect(EXTERNAL).toCross).parameter(0).toEqualTypeOf<string>();
  expectTypeOf(expect(7).toHold).toBeNever();
  // @ts-expect-error: a class of clients that there is not.
  expectTypeOf(expect(EXTERNAL).toCross).toBeCallableWith('init/FORWARD', { from: 'outside' });
});
