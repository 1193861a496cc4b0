import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { chosen, describeScenario, scenarios } from '../../module/lab/scenarios.js';
import { shell } from '../support/nfpath.js';

const SCRIPTS = 'module/lab/scenarios';
const GUEST = 'module/lab/guest/sh';

describe('scenarios', () => {
  const all = scenarios();

  test('are those that every kernel is captured in', () => {
    const traced = all.map(({ name }) => name);
    // The older captures were made in the same ones.
    const older = fs
      .readdirSync('fixtures')
      .filter((name) => fs.existsSync(`fixtures/${name}/linux-6.1.log`));
    expect(traced).toEqual(expect.arrayContaining(older));
    expect(all.filter(({ cpus }) => cpus === 8).map(({ name }) => name)).toEqual(['load-8-cpus']);
    expect(all.filter(({ loses }) => loses).map(({ name }) => name)).toEqual([
      'loss-overwritten',
      'loss-rate-limit',
      'loss-slow-reader',
    ]);
  });

  test.each(all)('$name has a title, a drawing and its sysctl', ({ title, description }) => {
    expect(title).toMatch(/^[A-Z]/);
    expect(description).toMatch(/^ {4}\S/);
    expect(description).toMatch(/^Sysctls?: |[.] Sysctls?: /m);
  });

  test('have scripts that the shell understands', () => {
    const files = [SCRIPTS, GUEST].flatMap((folder) =>
      fs.readdirSync(folder).map((file) => `${folder}/${file}`),
    );
    const { stderr } = shell(`for file in ${files.join(' ')}; do sh -n $file; done`);
    expect(stderr).toBe('');
  });

  test('ask the machine for what they need', () => {
    const script =
      '# A title\n# cpus: 8\n# log_buf_len: 128K\n# loses: entries\n#\n#     drawing\n#\n# text\n\nbuild() {\n';
    expect(describeScenario('one', script)).toEqual({
      name: 'one',
      title: 'A title',
      description: '    drawing\n\ntext',
      cpus: 8,
      logBuffer: '128K',
      loses: true,
    });
    expect(() => describeScenario('two', 'build() {\n')).toThrow('two.sh does not begin with a comment');
  });

  test('are chosen by name', () => {
    expect(chosen(all, ['udp-refused']).map(({ name }) => name)).toEqual(['udp-refused']);
    expect(chosen(all, [])).toEqual(all);
    expect(() => chosen(all, ['udp'])).toThrow('no scenario is called udp; see --list');
  });
});
