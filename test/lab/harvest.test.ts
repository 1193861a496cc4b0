import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { CaptureFolder } from '../../module/lab/capture/capture-folder.js';
import { harvest } from '../../module/lab/capture/harvest.js';
import { describeScenario } from '../../module/lab/scenarios.js';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'nfpath-lab-test-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** From the middle of a load, so most of what the module counted is not in it. */
const TORN = fs.readFileSync('test/lab/dumps/torn.log', 'utf8');
function harvested(
  head: string,
  logs: Readonly<Record<string, string>>,
): ReturnType<typeof harvest> & { files: string[] } {
  const machine = fs.mkdtempSync(path.join(folder, 'machine-'));
  fs.mkdirSync(path.join(machine, 'one'));
  for (const [name, text] of Object.entries(logs)) fs.writeFileSync(path.join(machine, 'one', name), text);
  const captures = path.join(machine, 'captures');
  const scenario = describeScenario('one', `# Title\n${head}#\n#     drawing\n\n`);
  const found = harvest(machine, [scenario], new CaptureFolder(captures, 'linux-6.1'));
  const files = fs.existsSync(captures)
    ? fs.readdirSync(captures, { recursive: true, encoding: 'utf8' })
    : [];
  return {
    ...found,
    files: files.filter((file) => path.extname(file) !== '' && !file.endsWith('6.1-one')).sort(),
  };
}

describe('what a machine recorded', () => {
  test('becomes captures of both formats, with the truth of each', () => {
    const { files } = harvested('# loses: entries\n', { 'both.log': TORN });
    expect(files).toEqual(
      expect.arrayContaining([
        'one/README.md',
        'one/linux-6.1.format2.log',
        'one/linux-6.1.log',
        'truth/linux-6.1-one.format2/capture.log.gz',
        'truth/linux-6.1-one.format2/truth.ndjson.gz',
        'truth/linux-6.1-one/capture.log.gz',
        'truth/linux-6.1-one/truth.ndjson.gz',
      ]),
    );
  });

  test.each<[string, string, Record<string, string>, string[]]>([
    [
      'entries that are missing',
      '',
      { 'both.log': TORN },
      ['one (both): 5857 entries are lost and 0 left out'],
    ],
    ['entries that are missing, where that is the scenario', '# loses: entries\n', { 'both.log': TORN }, []],
    [
      'totals that do not agree with the numbers',
      '# loses: entries\n',
      { 'both.log': TORN.replace('printed 5862', 'printed 6') },
      ['one (both): 1666 entries are missing by their numbers, and only 1 by the total'],
    ],
    [
      'a log without totals',
      '',
      { 'both.log': TORN.replace(/.*printed.*\n/, '') },
      ['one (both): the module did not print what it had printed'],
    ],
    [
      'a kernel that complains, also where nothing was captured',
      '',
      { 'kernel.log': '[    9.1] WARNING: CPU: 0 PID: 9 at net/core/dev.c:1\n' },
      ['one: the kernel complains: [    9.1] WARNING: CPU: 0 PID: 9 at net/core/dev.c:1'],
    ],
  ])('fails with %s', (_, head, logs, failures) => {
    expect(harvested(head, logs).failures).toEqual(failures);
  });
});
