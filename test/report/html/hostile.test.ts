/** Whatever a container, a device, a file or a rule is called, the page has the same elements, and nothing else. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { DefaultTreeAdapterTypes as Tree } from 'parse5';
import { afterAll, describe, expect, test } from 'vitest';
import { shown } from '../../../src/model/shown.js';
import { HOSTILE_DEVICE, HOSTILE_NAMES } from '../../support/hostile-names.js';
import { ran } from '../../support/in-process.js';
import { attribute, elementsOf, ParsedPage } from '../../support/parsed-page.js';

const LOG = fs.readFileSync('fixtures/dropped-in-forward/linux-6.1.log', 'latin1');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'nfpath-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** As bytes; what dev_valid_name() lets through has no `/`, no `:` and no blank, but a log may be forged. */
const DEVICES: readonly string[] = [
  '<script>alert(1)<',
  '"onload=alert(1)',
  "'onload='alert(1)",
  '--><svg',
  ']]><p>',
  '<title><style>',
  '&lt;&#60;&amp;',
  '\u0001\u0007\u007f',
  '\xe2\x80\xaeevil\xe2\x81\xa6',
  HOSTILE_DEVICE,
];

/** The tags and attribute names of a page, and where text is none of these. */
function skeleton(page: ParsedPage): string[] {
  return page.elements.map((element: Tree.Element) => {
    const names = element.attrs.map(({ name }) => name).sort();
    return `${element.tagName} ${names.join(' ')}`;
  });
}

async function pageOf(
  device: string,
  input: string,
  rule = 'guard',
): Promise<{ html: string; page: ParsedPage }> {
  const log = path.join(folder, input);
  const policy = path.join(folder, 'policy.yaml');
  fs.writeFileSync(log, Buffer.from(LOG.replaceAll('eth0', device), 'latin1'));
  const settings = {
    version: 1,
    services: { web: { address: '172.17.0.2:8080', published: ['10.10.10.2:8081'] } },
  };
  const rules = [{ name: rule, protects: 'web', at: ['init/POST_ROUTING', 'init/FORWARD'] }];
  fs.writeFileSync(policy, JSON.stringify({ ...settings, rules }));
  const { stdout, exitCode } = await ran(['report', log, '--policy', policy]);
  expect(exitCode).toBe(3);
  return { html: stdout, page: new ParsedPage(stdout) };
}

const harmless = skeleton((await pageOf('eth0', 'a.log')).page);

function expectHarmless({ html, page }: { html: string; page: ParsedPage }): void {
  expect(page.errors).toEqual([]);
  expect(skeleton(page)).toEqual(harmless);
  expect(html).not.toMatch(/[^\P{C}\n]|[\u2028\u2029]/u);
}

test('the page has no script, no style but its own, and lets nothing be loaded', async () => {
  const { page } = await pageOf('eth0', 'a.log');
  expect(elementsOf(page.elements, 'script')).toEqual([]);
  expect(elementsOf(page.elements, 'style').length).toBe(1);
  const meta = elementsOf(page.elements, 'meta').find((one) => attribute(one, 'http-equiv') !== undefined)!;
  expect(attribute(meta, 'content')).toMatch(
    /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; base-uri 'none'; form-action 'none'$/,
  );
  const names = new Set(page.elements.flatMap(({ attrs }) => attrs.map(({ name }) => name)));
  for (const name of ['style', 'src', 'srcset', 'onload', 'onclick']) expect(names).not.toContain(name);
});

describe('with a device called', () => {
  test.each(DEVICES)('%j', async (device) => {
    const made = await pageOf(device, 'a.log');
    expectHarmless(made);
    expect(
      made.page.elements
        .flatMap(({ childNodes }) =>
          childNodes.filter((node) => node.nodeName === '#text').map((node) => (node as Tree.TextNode).value),
        )
        .join('\n'),
    ).toContain(shown(Buffer.from(device, 'latin1').toString('utf8')).slice(0, 3));
  });
});

describe('with a file called', () => {
  const files = HOSTILE_NAMES.filter((name) => name !== '' && name !== '...').map((name) =>
    name.replaceAll(/[/\0\ud800]/g, '_'),
  );
  test.each(files)('%j', async (name) => {
    expectHarmless(await pageOf('eth0', name));
  });
});

describe('with a rule called', () => {
  const rules = ['<script>alert(1)</script>', '"><b>', "' --> ]]>", '&lt;', '</h3></article>'];
  test.each(rules)('%j', async (name) => {
    const made = await pageOf('eth0', 'a.log', name);
    expectHarmless(made);
  });
});
