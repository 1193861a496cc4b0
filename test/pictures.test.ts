/**
 * README and docs show pictures that nfpath has made of the article's captures. After a change of what it draws,
 * `npm run pictures` makes them anew, to be looked at and committed.
 */
import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ran } from './support/in-process.js';

const FOLDER = 'docs/pictures';
const PAGE = 'docs/drawing.md';
const GUARD = ['-p', 'fixtures/policies/guard.yaml'];

/** What is drawn in each picture. */
const PICTURES: Readonly<Record<string, readonly string[]>> = {
  'external-to-container.svg': [...GUARD, 'fixtures/external-to-container/el7-3.10.log'],
  'container-to-container.svg': [...GUARD, 'fixtures/container-to-container/el7-3.10.log'],
  'container-to-container-bridge-nf.svg': [
    ...GUARD,
    'fixtures/container-to-container-bridge-nf/el7-3.10.log',
  ],
  'dropped-in-forward.svg': ['fixtures/dropped-in-forward/linux-6.1.log'],
};

/** A diagram on a page, and in the comment before it the command that made it. */
const DIAGRAM = /<!-- (nfpath draw .*) -->\n\n```mermaid\n([^]*?)```/g;

async function drawn(args: readonly string[]): Promise<string> {
  const { stdout, exitCode } = await ran(['draw', ...args]);
  expect(exitCode).toBe(0);
  return stdout;
}

function diagrams(): { block: string; command: string; text: string }[] {
  return [...fs.readFileSync(PAGE, 'utf8').matchAll(DIAGRAM)].map(([block, command, text]) => ({
    block,
    command: command!,
    text: text!,
  }));
}

const argsOf = (command: string): string[] => command.split(' ').slice(2);

if (process.env['UPDATE_PICTURES'] !== undefined) {
  for (const [name, args] of Object.entries(PICTURES))
    fs.writeFileSync(`${FOLDER}/${name}`, await drawn(['--format', 'svg', ...args]));
  for (const { block, command } of diagrams()) {
    const renewed = `<!-- ${command} -->\n\n\`\`\`mermaid\n${await drawn(argsOf(command))}\`\`\``;
    const page = fs.readFileSync(PAGE, 'utf8');
    fs.writeFileSync(
      PAGE,
      page.replace(block, () => renewed),
    );
  }
}

describe('the pictures of README and docs', () => {
  test.each(Object.entries(PICTURES))('%s is what nfpath draws now', async (name, args) => {
    expect(fs.readFileSync(`${FOLDER}/${name}`, 'utf8')).toBe(await drawn(['--format', 'svg', ...args]));
  });

  test('each is shown, and there are no others', () => {
    expect(fs.readdirSync(FOLDER).sort()).toEqual(Object.keys(PICTURES).sort());
    const pages = ['README.md', PAGE].map((page) => fs.readFileSync(page, 'utf8')).join('');
    for (const name of Object.keys(PICTURES)) expect(pages).toContain(`pictures/${name})`);
  });

  test('the diagrams are what nfpath draws now', async () => {
    const blocks = fs.readFileSync(PAGE, 'utf8').split('```mermaid').length - 1;
    expect(blocks).toBeGreaterThan(0);
    expect(diagrams()).toHaveLength(blocks);
    for (const { command, text } of diagrams()) expect(text).toBe(await drawn(argsOf(command)));
  });
});
