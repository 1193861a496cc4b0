import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { shell } from './support/nfpath.js';

/**
 * The README shows what nfpath really prints: each `console` block is a command and its output. After a change
 * of the output, `UPDATE_README=1 npx vitest run test/readme.test.ts` writes it anew, to be read and committed.
 */
const README = 'README.md';
const BLOCK = /```console\n\$ (.*)\n([^]*?)```/g;

describe('README', () => {
  const text = fs.readFileSync(README, 'utf8');

  if (process.env['UPDATE_README'] !== undefined) {
    const renewed = text.replace(
      BLOCK,
      (_, command: string) => `\`\`\`console\n$ ${command}\n${shell(command).stdout}\`\`\``,
    );
    fs.writeFileSync(README, renewed);
  }

  const blocks = [...fs.readFileSync(README, 'utf8').matchAll(BLOCK)].map(([, command, output]) => ({
    command: command!,
    output: output!,
  }));

  test('shows commands', () => {
    expect(blocks.length).toBeGreaterThanOrEqual(4);
  });

  test.each(blocks)('$command', ({ command, output }) => {
    expect(shell(command)).toEqual({ stdout: output, stderr: '', exitCode: 0 });
  });

  test('its set-up commands are those of the package, and CI runs the test command', () => {
    const commands = [...text.matchAll(/^(npm ci && \S.*?)(?:\s+#.*)?$/gm)].map((match) => match[1]!);
    expect(commands).toEqual([
      'npm ci && node bin/nfpath.js analyze fixtures/external-to-container/el7-3.10.log',
      'npm ci && npm test',
    ]);
    expect(fs.readFileSync('.ci/run', 'utf8')).toContain(`\n${commands[1]} || exit 1\n`);
  });
});
