import { describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { drawSvg } from '../../../src/report/draw/drawn-log.js';
import { laneSections } from '../../../src/report/lanes/lane-sections.js';
import { drawPicture } from '../../../src/report/lanes/svg/draw-picture.js';
import { lanesFile, lanesSvg } from '../../../src/report/lanes/svg/lanes-svg.js';
import { DARK, LANES_CSS, LIGHT, type Scheme } from '../../../src/report/lanes/svg/style.js';
import { drawnLog, longLog, longWalk, picturesOf } from '../../support/drawn.js';
import { oldestAndNewest } from '../../support/golden.js';
import { HOSTILE_DEVICE } from '../../support/hostile-names.js';
import { kernelLog, walk } from '../../support/kernel-log.js';

const LOGS: readonly (readonly [string, string | Buffer])[] = [
  ...oldestAndNewest().map(({ log, lines }): [string, string] => [log, lines.slice(1).join('\n')]),
  ['nine namespaces', longLog(9, 'eth0')],
  ['a hostile device', Buffer.from(longLog(3, HOSTILE_DEVICE), 'latin1')],
  ['a device in Chinese', longLog(3, '网桥')],
  ['nothing', ''],
];

/** There is no schema of SVG: what is looked at is that it is well-formed. */
const ANYTHING = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/2000/svg">
<xs:element name="svg"><xs:complexType mixed="true"><xs:sequence><xs:any minOccurs="0" maxOccurs="unbounded" processContents="skip"/></xs:sequence>
<xs:anyAttribute processContents="skip"/></xs:complexType></xs:element></xs:schema>`;

const ROUNDING = 0.1;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly text: string;
}

function textsOf(markup: string): Box[] {
  const found = markup.matchAll(
    /<text class="\w+" x="([\d.-]+)" y="([\d.-]+)" textLength="([\d.]+)">([^<]*)</g,
  );
  return [...found].map(([, x, y, width, text]) => ({
    x: Number(x),
    y: Number(y),
    width: Number(width),
    text: text!,
  }));
}

describe('lanes as SVG', () => {
  test('all of them are well-formed', async () => {
    const xml = LOGS.map(([name, log]) => ({
      fileName: `${name.replaceAll(/\W/g, '-')}.svg`,
      contents: drawSvg(drawnLog(log)),
    }));
    const { errors } = await validateXML({ xml, schema: [{ fileName: 'any.xsd', contents: ANYTHING }] });
    expect(errors).toEqual([]);
  });

  test.each(LOGS)('%s: nothing from outside, and nothing that runs', (_, log) => {
    const svg = drawSvg(drawnLog(log));
    expect(svg).not.toMatch(/<script|<foreignObject|<image|<use|\shref|\son\w+=|url\(|@import|javascript:/i);
    expect(svg.match(/https?:[^"]*/g)).toEqual(['http://www.w3.org/2000/svg']);
    expect(svg).toMatch(/<svg [^>]*role="img" aria-labelledby="lanes-title lanes-desc"/);
  });

  test.each(LOGS)('%s: no text is cut, and none lies on another', (_, log) => {
    for (const picture of picturesOf(drawnLog(log))) {
      const { width, height, markup } = drawPicture(picture);
      const texts = textsOf(markup);
      expect(texts.length).toBe(markup.split('<text ').length - 1);
      for (const { x, y, width: own } of texts) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x + own).toBeLessThanOrEqual(width);
        expect(y).toBeLessThanOrEqual(height);
      }
      for (const [i, a] of texts.entries()) {
        const over = texts
          .slice(i + 1)
          .find(
            (b) =>
              Math.abs(a.y - b.y) < 14 && a.x + ROUNDING < b.x + b.width && b.x + ROUNDING < a.x + a.width,
          );
        expect(over && [a, over]).toBeUndefined();
      }
    }
  });

  test.each(LOGS)('%s: every hook of every path is there, and as many signs as rows', (_, log) => {
    for (const picture of picturesOf(drawnLog(log))) {
      const { markup } = drawPicture(picture);
      const hooks = picture.rows.flatMap((row) => (row.kind === 'station' ? [row.hook] : []));
      const shownHooks = textsOf(markup)
        .map(({ text }) => text)
        .filter((text) => /^[A-Z]+_[A-Z]+$|^FORWARD$/.test(text));
      expect(shownHooks).toEqual(hooks);
      expect(markup.split('<circle ').length - 1).toBeGreaterThanOrEqual(hooks.length);
      const crossings = picture.rows.filter(({ kind }) => kind === 'crossing').length;
      const exits = picture.rows.filter((row) => row.kind === 'note' && row.sign === 'exit').length;
      expect(markup.split('<polygon class="dim"').length - 1).toBe(crossings + exits);
    }
  });

  test('what is not certain is shown: mid-path, missing entries, ambiguity, and the end of the log', () => {
    const { lines } = kernelLog([
      walk('a', '10.0.0.1:1 > 10.0.0.2:80', ['init/FORWARD eth0>eth1', 'init/POST_ROUTING >eth1']),
      walk('b', '10.0.0.1:2 > 10.0.0.2:80', [
        'init/PRE_ROUTING eth0',
        'init/FORWARD eth0>eth1',
        'init/POST_ROUTING >eth1',
      ]),
      walk('c', '10.0.0.1:3 > 10.0.0.2:80', ['init/PRE_ROUTING eth0']),
    ]);
    // Of packet b the record at FORWARD has lost its line with the devices.
    const cut = lines.filter((_, i) => i !== 4 * 3 + 2);
    expect(cut.length).toBe(lines.length - 1);
    const svg = drawSvg(drawnLog(`${cut.join('\n')}\n`));
    expect(svg).toContain('… begins in mid-path: what came before is not in the log');
    expect(svg).toContain('an entry of it is missing from the log: not known where');
    expect(svg).toContain('1 packet ambiguous');
    expect(svg).toContain("still open at the log's end");
    expect(svg).toContain('1 record incomplete');
  });

  test('of very many paths the busiest are drawn, and the others counted', () => {
    const walks = Array.from({ length: 230 }, (_, i) =>
      walk(`skb${i}`, `10.0.0.1:${i + 1} > 10.9.9.9:80`, [
        `init/PRE_ROUTING eth${i}`,
        `init/LOCAL_IN eth${i}`,
      ]),
    );
    const svg = drawSvg(drawnLog(kernelLog(walks).text));
    expect(svg.split('class="way"').length - 1).toBe(200);
    expect(svg).toContain('not drawn: 30 paths of 30 packets, the rarest ones');
  });

  test('an element for a page has its own ids, and no style: the page has it', () => {
    const [picture] = picturesOf(drawnLog(kernelLog([longWalk(2, 'eth0')]).text));
    const svg = lanesSvg(picture!, 'path-7');
    expect(svg).toContain(
      '<title id="path-7-title">original ×1  10.0.0.1:4000 → 10.9.9.9:443  delivered, 30 µs</title>',
    );
    expect(svg).toContain(
      'From 10.0.0.1 to 10.9.9.9. 10.9.9.9: PRE_ROUTING eth0 →, +10 µs. 10.9.9.9: LOCAL_IN eth0 →, +10 µs.</desc>',
    );
    expect(svg).not.toContain('<style');
  });
});

describe('the colours', () => {
  test.each([
    ['light', LIGHT],
    ['dark', DARK],
  ] as const)('%s: every text has the contrast of WCAG AA', (_, scheme) => {
    for (const tone of ['text', 'bold', 'dim', 'good', 'bad', 'nat', 'warn'] as const)
      for (const ground of ['page', 'lane'] as const)
        expect(contrast(scheme, tone, ground)).toBeGreaterThanOrEqual(4.5);
  });

  test('a file has both', () => {
    const svg = lanesFile(laneSections(drawnLog('').digest, drawnLog('').names), []);
    expect(svg).toContain(LANES_CSS);
    expect(
      LANES_CSS.split('@media (prefers-color-scheme:dark)').map((part) => part.includes(DARK.page)),
    ).toEqual([false, true]);
  });
});

/** WCAG 2.1, "contrast ratio" and "relative luminance". */
function contrast(scheme: Scheme, a: keyof Scheme, b: keyof Scheme): number {
  const [dark, bright] = [luminance(scheme[a]), luminance(scheme[b])].sort((x, y) => x - y);
  return (bright! + 0.05) / (dark! + 0.05);
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
