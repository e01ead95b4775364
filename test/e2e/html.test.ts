/** The page of HTML in a real browser: what a unit test cannot see, such as the policy, the layout and the keys. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { source as axe } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Cell, Report } from '../../src/model/report.js';
import { loadReporter } from '../../src/report/formats/reporters.js';
import { hasChromium, launchChromium } from '../helpers/chromium.js';
import { goldenNames, goldenReport } from '../helpers/golden-report.js';
import { plainRendering } from '../helpers/plain-rendering.js';

// Run in the page, and so text: the types of this project know no browser.
const layoutFaults = `(() => {
  const wide = document.documentElement.scrollWidth > innerWidth ? ['the page scrolls sideways'] : [];
  const whole = document.querySelectorAll('.badge > span, .square span:not(.words), .grid th, td[data-column="Subject"] > a');
  const broken = [...whole].filter((node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return new Set([...range.getClientRects()].map(({ bottom }) => Math.round(bottom))).size > 1;
  });
  return [...wide, ...broken.map(({ textContent }) => 'broken: ' + textContent)];
})()`;
const seriousViolations = (options: string): string => `axe.run(${options}).then(({ violations }) =>
  violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html }) => html).join(' ')))`;

const folder = mkdtempSync(path.join(os.tmpdir(), 'cgoprof-html-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function pageOf(
  name: string,
  report: Report,
): Promise<{ readonly url: string; readonly size: number }> {
  const text = (await loadReporter('html'))(report, plainRendering);
  const file = path.join(folder, `${name}.html`);
  writeFileSync(file, text);
  return { url: pathToFileURL(file).href, size: Buffer.byteLength(text) };
}

function large(cells: number): Report {
  const { cells: few, ...rest } = goldenReport('matrix');
  const many = Array.from({ length: cells }, (_, index): Cell => {
    const cell = few[index % few.length];
    if (cell === undefined) throw new Error('the golden report has no cell');
    return { ...cell, subject: `${cell.subject}-copy${index}`, cc: `gcc-${index % 5}` };
  });
  return { ...rest, cells: many };
}

describe.runIf(hasChromium)('the page in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  /** Opens a page; what it complains about, violations of its policy included, goes to `complaints`. */
  async function open(
    url: string,
    options: NonNullable<Parameters<Browser['newPage']>[0]> = {},
  ): Promise<{ readonly page: Page; readonly complaints: string[] }> {
    const page = await browser.newPage(options);
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!/^file:.*\.html$/.test(request.url())) complaints.push(`requests ${request.url()}`);
    });
    await page.goto(url);
    return { page, complaints };
  }

  test.each(goldenNames)('%s: nothing to complain about, and it fits a telephone', async (name) => {
    const { url, size } = await pageOf(name, goldenReport(name));
    expect(size).toBeLessThan(1_000_000);
    const { page, complaints } = await open(url, { viewport: { width: 390, height: 844 } });
    const faults: unknown = await page.evaluate(layoutFaults);
    expect(faults).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('axe finds nothing serious, in light and in dark', async () => {
    // The page's policy forbids what axe is brought in with, and only here.
    const context = await browser.newContext({ bypassCSP: true });
    const page = await context.newPage();
    for (const name of goldenNames) {
      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto((await pageOf(name, goldenReport(name))).url);
      await page.evaluate(`document.querySelectorAll('details').forEach((card) => { card.open = true; })`);
      await page.addScriptTag({ content: axe });
      expect(await page.evaluate(seriousViolations('{}')), name).toEqual([]);
      // Only colours differ.
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await page.evaluate(seriousViolations(`{ runOnly: ['color-contrast'] }`)), name).toEqual([]);
    }
    await context.close();
  });

  test('five hundred cells: all in the table, found by search and by verdict', async () => {
    const { url, size } = await pageOf('large', large(500));
    expect(size).toBeLessThan(1_000_000);
    const { page, complaints } = await open(url);
    const shown = (): Promise<number> => page.locator('#cells tr.item:visible').count();
    expect(await shown()).toBe(500);

    await page.keyboard.press('/');
    await page.keyboard.type('copy499');
    expect(await shown()).toBe(1);
    expect(await page.locator('output').textContent()).toBe('1 of 500 results shown');
    await page.keyboard.press('Escape');
    expect(await shown()).toBe(500);

    const fixed = await page.locator('#cells tr.item[data-verdict="fixed"]').count();
    await page
      .getByRole('button', { name: /affected/ })
      .first()
      .click();
    await page
      .getByRole('button', { name: /inconclusive/ })
      .first()
      .click();
    expect(await shown()).toBe(fixed);
    expect(fixed).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('keys: one stop a strip, arrows within it, and the date beside the square in focus', async () => {
    const { page, complaints } = await open((await pageOf('keys', goldenReport('run-affected'))).url);
    const squares = page.locator('.strip ol a');
    expect(await page.locator('.strip ol a[tabindex="0"]').count()).toBe(
      await page.locator('.strip').count(),
    );
    await page.locator('.strip ol a[tabindex="0"]').first().focus();
    await page.keyboard.press('ArrowRight');
    const words = page.locator('.strip ol a:focus .words');
    expect(await words.innerText()).toMatch(/^go1\.23\.1, 2024-09-05: affected as the release table expects/);
    expect((await words.boundingBox())?.width).toBeGreaterThan(100);
    expect((await page.locator('.strip ol a:not(:focus) .words').first().boundingBox())?.width).toBe(1);
    expect(await squares.count()).toBeGreaterThan(10);
    await page.goto((await pageOf('boundaries', goldenReport('bisect'))).url);
    await page.locator('.strip .boundary').last().focus();
    expect(await words.innerText()).toMatch(/the fix begins here$/);
    expect((await words.boundingBox())?.height).toBeLessThan(60);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('a frame of a flame graph has its whole name or none', async () => {
    const { cells, ...rest } = goldenReport('run-affected');
    const stacks = [
      { frames: ['main.outer', 'runtime.goexit'], samples: 200 },
      { frames: ['main.outer', 'runtime.seldom'], samples: 1 },
    ];
    const evidence = [{ probe: 'attribution', verdict: 'affected' as const, detail: '', stacks }];
    const report = { ...rest, cells: cells.map((cell): Cell => ({ ...cell, evidence })) };
    const { page, complaints } = await open((await pageOf('flames', report)).url);
    const seen = `[...document.querySelectorAll('.profile:first-child .name')].filter((name) => {
      const [frame, text] = [name.getBoundingClientRect(), name.lastChild.getBoundingClientRect()];
      return text.top < frame.bottom - 1;
    }).map(({ textContent }) => textContent)`;
    expect(await page.evaluate(seen)).toEqual(['main.outer', 'runtime.goexit']);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('the changed part of an edit is seen on a telephone', async () => {
    const { url } = await pageOf('narrow-edit', goldenReport('gate'));
    const { page } = await open(url, { viewport: { width: 390, height: 844 } });
    const cut = `[...document.querySelectorAll('.diff ins, .diff del')].filter((node) => {
      const [part, box] = [node.getBoundingClientRect(), node.closest('pre').getBoundingClientRect()];
      return part.right > box.right || node.closest('.diff').querySelector('.copy').getBoundingClientRect().bottom > box.top;
    }).length`;
    expect(await page.locator('.diff ins').count()).toBeGreaterThan(0);
    expect(await page.evaluate(cut)).toBe(0);
    await page.close();
  });

  test('a button copies the new line of an edit', async () => {
    const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
    const page = await context.newPage();
    await page.goto((await pageOf('copy', goldenReport('gate'))).url);
    await page.locator('.diff button').first().click();
    await page
      .getByRole('button', { name: /Copied|Copy the new line/ })
      .filter({ hasText: 'Copied' })
      .waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
      'FROM golang:1.23.8-bookworm AS build',
    );
    await context.close();
  });

  test('without scripts everything is there to read, and no button that would do nothing', async () => {
    const { page } = await open((await pageOf('still', goldenReport('gate'))).url, {
      javaScriptEnabled: false,
    });
    expect(await page.locator('h1').innerText()).toMatch(/FAILED/);
    expect(await page.locator('.diff ins:visible').count()).toBeGreaterThan(0);
    expect(await page.locator('button:visible, input:visible').count()).toBe(0);
    await page.close();
  });

  test('hostile strings do nothing', async () => {
    const attack = '"><img src=x onerror="document.title=1"><script>document.title=1</script>';
    const { cells, ...rest } = goldenReport('gate');
    const hostile = cells.map((cell): Cell => ({
      ...cell,
      subject: attack,
      reason: attack,
      fix: attack,
      location: { file: attack, line: 1, column: 1, endColumn: 3 },
      edit: { newText: attack, text: attack },
      evidence: [
        {
          probe: attack,
          verdict: 'affected',
          detail: attack,
          readings: [{ level: 1, step: 'enter', values: [{ name: attack, value: true }], wrong: true }],
          stacks: [{ frames: [attack], samples: 1 }],
        },
      ],
    }));
    const { url } = await pageOf('hostile-strings', { ...rest, bug: attack, cells: hostile });
    const { page, complaints } = await open(url);
    expect(await page.title()).toContain('<script>');
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(1);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
