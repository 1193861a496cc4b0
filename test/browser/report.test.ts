/** Pages in a browser: nothing leaves, nothing runs, nothing overlaps, and everybody can read them. */
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type Axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HAS_CHROMIUM, layoutFaults, startBrowser } from './chromium.js';
import { HOSTILE_DEVICE } from '../support/hostile-names.js';
import { ran } from '../support/in-process.js';

/** Where it was put into the page. */
declare const axe: typeof Axe;

const GUARD = 'fixtures/policies/guard.yaml';
const LOGS = {
  article: 'fixtures/external-to-container/el7-3.10.log',
  load: 'fixtures/load-50/linux-6.1.log.gz',
  violated: 'fixtures/container-to-container/el7-3.10.log',
  stopped: 'fixtures/dropped-in-forward/linux-6.1.log',
} as const;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'nfpath-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

function saved(name: string, html: string): string {
  const file = path.join(folder, `${name}.html`);
  fs.writeFileSync(file, html);
  return `file://${file}`;
}

const made = new Map<string, Promise<string>>();

/** The address of the page about a log, with the guard's verdicts. */
function reportOn(log: string): Promise<string> {
  let url = made.get(log);
  if (url === undefined) made.set(log, (url = write(log)));
  return url;
}

async function write(log: string): Promise<string> {
  const { stdout } = await ran(['report', '--policy', GUARD, log]);
  return saved(`page-${made.size}`, stdout);
}

/** Opens a page, and notes what it asks for and what the browser has to say. */
async function opened(
  browser: Browser,
  url: string,
): Promise<{ page: Page; asked: string[]; said: string[] }> {
  const page = await browser.newPage();
  const asked: string[] = [];
  const said: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  page.on('dialog', (dialog) => said.push(dialog.message()));
  await page.goto(url);
  return { page, asked, said };
}

describe.skipIf(!HAS_CHROMIUM)('in Chromium (skipped where /usr/bin/chromium is missing)', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  test.each(['article', 'load', 'violated'] as const)(
    '%s: asks for nothing, says nothing, fits, at any width, light and dark',
    async (name) => {
      const url = await reportOn(LOGS[name]);
      const { page, asked, said } = await opened(browser, url);
      const backs = new Set<string>();
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        for (const width of [400, 800, 1400]) {
          await page.setViewportSize({ width, height: 900 });
          expect([colorScheme, width, await page.evaluate(layoutFaults)]).toEqual([colorScheme, width, []]);
        }
        backs.add(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor));
      }
      expect(backs.size).toBe(2);
      expect({ asked, said }).toEqual({ asked: [url], said: [] });
      await page.close();
    },
  );

  test('hostile devices are text: nothing runs, and nothing is asked for', async () => {
    const names = {
      eth0: '<script>alert(1)<',
      ens160: '"><b><!--',
      docker0: HOSTILE_DEVICE,
    };
    let log = fs.readFileSync(LOGS.stopped, 'latin1');
    for (const [name, hostile] of Object.entries(names)) log = log.replaceAll(name, hostile);
    const file = path.join(folder, 'hostile.log');
    fs.writeFileSync(file, Buffer.from(log, 'latin1'));
    const url = await reportOn(file);
    const { page, asked, said } = await opened(browser, url);
    expect({ asked, said }).toEqual({ asked: [url], said: [] });
    expect(await page.evaluate(layoutFaults)).toEqual([]);
    expect(await page.locator('script, main b > b').count()).toBe(0);
    expect(await page.locator('details.path').first().textContent()).toContain('<script>alert(1)<');
    await page.close();
  });

  test('whatever else comes into a page, its policy lets it do nothing', async () => {
    // A connection alone is Chromium's guess that it will need one for the frame.
    const requests: (string | undefined)[] = [];
    const server = http.createServer(({ url }, response) => {
      requests.push(url);
      response.end();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { stdout } = await ran(['report', LOGS.article]);
    const evil = [
      '<script>document.title = "ran"</script>',
      `<img src="${at}/a.png" onerror="document.title = 'ran'">`,
      `<link rel="stylesheet" href="${at}/a.css">`,
      `<iframe src="${at}"></iframe>`,
      `<style>h1 { color: rgb(1, 2, 3); background: url("${at}/b.png") }</style>`,
    ].join('\n');
    const { page, said } = await opened(browser, saved('evil', stdout.replace('<main', `${evil}<main`)));
    expect(await page.title()).not.toBe('ran');
    expect(await page.evaluate(() => getComputedStyle(document.querySelector('h1')!).color)).not.toBe(
      'rgb(1, 2, 3)',
    );
    expect(said.filter((text) => text.includes('Content Security Policy')).length).toBeGreaterThanOrEqual(5);
    expect(requests).toEqual([]);
    await page.close();
    server.close();
  });

  test('axe finds nothing', async () => {
    const context = await browser.newContext({ bypassCSP: true, viewport: { width: 1000, height: 900 } });
    const page = await context.newPage();
    await page.goto(await reportOn(LOGS.violated));
    await page.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core/axe.min.js') });
    const light = await page.evaluate(() => axe.run());
    await page.emulateMedia({ colorScheme: 'dark' });
    const dark = await page.evaluate(() => axe.run({ runOnly: ['color-contrast'] }));
    expect(light.passes.length).toBeGreaterThan(20);
    expect(dark.passes.map(({ id }) => id)).toEqual(['color-contrast']);
    const found = [...light.violations, ...dark.violations];
    expect(found.map(({ id, nodes }) => [id, nodes[0]!.html])).toEqual([]);
    await context.close();
  });

  test('the keyboard is enough', async () => {
    const { page } = await opened(browser, await reportOn(LOGS.violated));
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement!.textContent)).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(page.url()).toMatch(/#content$/);
    const path1 = page.locator('details.path').first();
    expect(await path1.getAttribute('open')).not.toBeNull();
    await path1.locator('summary').focus();
    await page.keyboard.press('Enter');
    expect(await path1.getAttribute('open')).toBeNull();
    await page.locator('a[href="#path-1"]').focus();
    await page.keyboard.press('Enter');
    expect(await path1.getAttribute('open')).not.toBeNull();
    await path1.locator('summary').focus();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement!.getAttribute('aria-label'))).toBe(
      'Picture of path 1',
    );
    await page.close();
  });

  test('on paper it is dark on light, and what is folded is there', async () => {
    const { page } = await opened(browser, await reportOn(LOGS.violated));
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe('rgb(27, 31, 36)');
    expect(await page.locator('details.clients').first().getAttribute('open')).toBeNull();
    expect((await page.locator('details.clients table').first().boundingBox())!.height).toBeGreaterThan(20);
    expect(await page.evaluate(layoutFaults)).toEqual([]);
    await page.close();
  });
});
