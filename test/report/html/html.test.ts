/** Templates escape by themselves, and refuse what escaping does not make safe. */
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { parseFragment, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { describe, expect, test } from 'vitest';
import { shown } from '../../../src/model/shown.js';
import { html, joined, styleElement } from '../../../src/report/html/html.js';
import { contextsOf } from '../../../src/report/html/template-contexts.js';
import { HOSTILE_NAMES, randomNames } from '../../support/hostile-names.js';

const NAMES = [
  ...HOSTILE_NAMES,
  ...randomNames(200),
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '--><script>',
  ']]></svg><script>',
  '</title></style></textarea>',
  '&lt;b&gt;&amp;#60;',
  '\u202e\u2066evil\u0000\u001b[31m',
  '`${x}`',
];

/** What a parser makes of `<p title="…">…</p>`. */
function parsed(name: string): { title: string; text: string } {
  const { childNodes } = parseFragment(html`<p title="${name}">${name}</p>`.text);
  expect(childNodes.map(({ nodeName }) => nodeName)).toEqual(['p']);
  const p = childNodes[0] as Tree.Element;
  expect(p.attrs.map(({ name: attribute }) => attribute)).toEqual(['title']);
  expect(p.childNodes.length).toBeLessThan(2);
  const text = (p.childNodes[0] as Tree.TextNode | undefined)?.value ?? '';
  return { title: p.attrs[0]!.value, text };
}

describe('a text in a template', () => {
  test('is that text again, whatever it is, with what is not to be seen written out', () => {
    for (const name of NAMES) expect(parsed(name)).toEqual({ title: shown(name), text: shown(name) });
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(parsed(name)).toEqual({ title: shown(name), text: shown(name) });
      }),
    );
  });

  test('stands there once where it comes out of another template', () => {
    const inner = html`<b>${'<&>'}</b>`;
    expect(html`<p>${[inner, ' ', null, 3, [inner]]}</p>`.text).toBe(
      '<p><b>&lt;&amp;&gt;</b> 3<b>&lt;&amp;&gt;</b></p>',
    );
    expect(joined([inner, inner], html`<br />`).text).toBe('<b>&lt;&amp;&gt;</b><br /><b>&lt;&amp;&gt;</b>');
  });
});

test('only pictures come into a page as markup that no template has made', () => {
  const folder = 'src/report/html';
  const users = fs
    .readdirSync(folder)
    .filter((file) => fs.readFileSync(path.join(folder, file), 'utf8').includes('pictureHtml('));
  expect(users.sort()).toEqual(['html.ts', 'path-html.ts']);
});

describe('a template is refused', () => {
  test.each([
    ['in a tag', ['<p ', '></p>']],
    ['as a tag', ['<', '></p>']],
    ['without quotes', ['<p title=', '></p>']],
    ['in single quotes', ["<p title='", "'></p>"]],
    ['in a comment', ['<!-- ', ' -->']],
    ['that begins a link', ['<a href="', '">x</a>']],
    ['in a handler', ['<p onclick="', '"></p>']],
    ['in a style', ['<p style="', '"></p>']],
    ['in a script', ['<script>', '</script>']],
    ['in a style sheet', ['<style>', '</style>']],
    ['in an address', ['<img src="', '" />']],
  ])('with a value %s', (_, parts) => {
    expect(() => contextsOf(parts)).toThrow(RangeError);
  });

  test.each([[['<p title="x']], [['<p']], [['<p title="', '']]])('that is not whole: %j', (parts) => {
    expect(() => contextsOf(parts)).toThrow(RangeError);
  });

  test('with markup for an attribute', () => {
    expect(() => html`<p title="${html`<b></b>`}"></p>`).toThrow(TypeError);
  });

  test('at its use', () => {
    const parts = Object.assign(['<p ', '></p>'], { raw: ['<p ', '></p>'] });
    expect(() => html(parts, 'x')).toThrow(RangeError);
  });

  test('as is a style sheet that could end its element', () => {
    expect(() => styleElement('a::after{content:"</style>"}')).toThrow(RangeError);
  });
});
