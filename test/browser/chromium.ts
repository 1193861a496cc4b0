/** Chromium without a window, for what only a browser can tell. */
import fs from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Debian's; where it is missing, tests that need it are skipped. */
const CHROMIUM = '/usr/bin/chromium';

export const HAS_CHROMIUM = fs.existsSync(CHROMIUM);

/** It asks nobody for anything by itself. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

/**
 * Run in the page: texts that overlap another text, and whether the page is wider than its window. What scrolls within
 * itself ends at its edges; boxes of text are a fifth higher than their letters.
 */
export function layoutFaults(): string[] {
  const root = document.documentElement;
  const faults = root.scrollWidth > root.clientWidth ? [`the page is ${root.scrollWidth} wide`] : [];
  const texts: { text: string; left: number; right: number; top: number; bottom: number }[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement!;
    if (node.textContent!.trim() === '' || !parent.checkVisibility()) continue;
    if (parent.closest('.unseen, title, desc') !== null) continue;
    const edge = parent.closest('.scroll')?.getBoundingClientRect();
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      const left = Math.max(box.left, edge?.left ?? 0);
      const right = Math.min(box.right, edge?.right ?? Infinity);
      const spare = box.height / 5;
      if (right - left > 1 && box.height > 0)
        texts.push({
          text: node.textContent!.trim(),
          left,
          right,
          top: box.top + spare,
          bottom: box.bottom - spare,
        });
    }
  }
  texts.sort((a, b) => a.top - b.top);
  texts.forEach((one, i) => {
    for (let k = i + 1; k < texts.length && texts[k]!.top < one.bottom; k++) {
      const other = texts[k]!;
      if (Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1)
        faults.push(`"${one.text}" overlaps "${other.text}"`);
    }
  });
  if (texts.length < 50) faults.push('there is hardly any text');
  return faults;
}
