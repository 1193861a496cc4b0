import { describe, expect, test } from 'vitest';
import { PALETTES } from '../../../src/report/html/colours.js';

const TEXTS = ['text', 'quiet', 'link', 'good', 'bad', 'warn', 'nat', 'star'] as const;
/** What a text stands on; in the warning are plain text and a link. */
const BACKS = ['page', 'card'] as const;

describe.each(Object.entries(PALETTES))('in %s', (_, palette) => {
  test.each([
    ...TEXTS.flatMap((text) => BACKS.map((back) => [text, back] as const)),
    ['text', 'warn-back'],
    ['link', 'warn-back'],
  ] as const)('%s on %s has the contrast that WCAG asks for of text', (text, back) => {
    expect(contrast(palette[text], palette[back])).toBeGreaterThanOrEqual(4.5);
  });

  test.each(['edge', 'way', 'warn'] as const)('%s, which draws something, has that of graphics', (line) => {
    for (const back of BACKS) expect(contrast(palette[line], palette[back])).toBeGreaterThanOrEqual(3);
  });
});

/** WCAG 2.2, "contrast ratio" and "relative luminance". */
function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as [
    number,
    number,
    number,
  ];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
