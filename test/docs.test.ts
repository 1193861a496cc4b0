import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { isViolation } from '../src/model/finding.js';
import { KINDS } from '../src/report/findings/finding-kinds.js';
import { shell } from './support/nfpath.js';

/**
 * README and docs show what nfpath really prints: each `console` block is a command, its output, and its exit code
 * where that is not 0. After a change of the output, `UPDATE_DOCS=1 npx vitest run test/docs.test.ts` writes them
 * anew, to be read and committed.
 */
const BLOCK = /```console\n\$ (.*)\n([^]*?)```/g;

const pages = [
  'README.md',
  ...fs
    .readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.join('docs', file)),
];

/** Programs that some blocks use, and that not everybody has. */
const PROGRAMS = ['tshark'];

function lacksProgram(command: string): boolean {
  return PROGRAMS.some(
    (program) => command.includes(program) && shell(`command -v ${program}`).exitCode !== 0,
  );
}

function shown(command: string): string {
  const { stdout, stderr, exitCode } = shell(command);
  return stdout + stderr + (exitCode === 0 ? '' : `exit ${exitCode}\n`);
}

if (process.env['UPDATE_DOCS'] !== undefined) {
  for (const page of pages) {
    const renewed = fs
      .readFileSync(page, 'utf8')
      .replace(BLOCK, (block, command: string) =>
        lacksProgram(command) ? block : `\`\`\`console\n$ ${command}\n${shown(command)}\`\`\``,
      );
    fs.writeFileSync(page, renewed);
  }
}

describe('what the docs show', () => {
  const blocks = pages.flatMap((page) =>
    [...fs.readFileSync(page, 'utf8').matchAll(BLOCK)].map(([, command, output]) => ({
      page,
      command: command!,
      output: output!,
    })),
  );

  test('are many commands, some of them in the README', () => {
    expect(blocks.length).toBeGreaterThanOrEqual(20);
    expect(blocks.filter(({ page }) => page === 'README.md').length).toBeGreaterThanOrEqual(4);
  });

  test.for(blocks)('$page: $command', ({ command, output }, { skip }) => {
    skip(lacksProgram(command), 'a program that it uses is not installed');
    expect(shown(command)).toBe(output);
  });

  test.each(pages)('the links of %s lead somewhere', (page) => {
    const links = [...fs.readFileSync(page, 'utf8').matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(
      (match) => match[1]!,
    );
    const dead = links.filter(
      (link) => !/^https?:/.test(link) && !fs.existsSync(path.join(path.dirname(page), link)),
    );
    expect(dead).toEqual([]);
  });
});

describe('the pages of findings', () => {
  test('are there for every kind, and for nothing else', () => {
    const found = fs.readdirSync('docs/findings').filter((file) => file !== 'README.md');
    expect(found.sort()).toEqual(
      Object.keys(KINDS)
        .sort()
        .map((kind) => `${kind}.md`),
    );
  });

  test.each(Object.entries(KINDS))('%s has its title and verdict', (kind, { title }) => {
    const text = fs.readFileSync(`docs/findings/${kind}.md`, 'utf8');
    const verdict = isViolation(kind as keyof typeof KINDS) ? 'violated' : 'inconclusive';
    expect(text.startsWith(`# ${kind}: ${title}\n\nMakes a rule **${verdict}**.\n`)).toBe(true);
    expect(fs.readFileSync('docs/findings/README.md', 'utf8')).toContain(`[${kind}](${kind}.md)`);
  });
});

test("the README's set-up commands are those of the package, and CI runs the test command", () => {
  const text = fs.readFileSync('README.md', 'utf8');
  const commands = [...text.matchAll(/^(npm ci && \S.*?)(?:\s+#.*)?$/gm)].map((match) => match[1]!);
  expect(commands).toEqual([
    'npm ci && node bin/nfpath.js analyze fixtures/external-to-container/el7-3.10.log',
    'npm ci && npm test',
  ]);
  expect(fs.readFileSync('.ci/run', 'utf8')).toContain(`\n${commands[1]} || exit 1\n`);
});
