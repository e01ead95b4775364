/**
 * Draws reports as HTML and takes pictures of them in Chromium: at 390 and 1440 pixels, light and dark.
 *
 *   npm run screenshots -- FOLDER [REPORT.json …]
 *
 * Without reports, those of the golden tests. FOLDER gets the pages as well.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { load } from './load.js';

/** @type {typeof import('../src/report/formats/reporters.ts')} */
const { loadReporter } = await load('report/formats/reporters');
/** @type {typeof import('../src/report/saved/parse-report.ts')} */
const { parseReport } = await load('report/saved/parse-report');

const [folder, ...given] = process.argv.slice(2);
if (folder === undefined) throw new Error('say into which folder: npm run screenshots -- FOLDER');
const golden = fileURLToPath(new URL('../test/golden/report/', import.meta.url));
const goldenReports = readdirSync(golden)
  .filter((file) => /^[\w-]+\.json$/.test(file))
  .map((file) => path.join(golden, file));

mkdirSync(folder, { recursive: true });
const render = await loadReporter('html');
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
for (const file of given.length > 0 ? given : goldenReports) {
  const name = path.basename(file, '.json');
  const page = path.resolve(folder, `${name}.html`);
  writeFileSync(
    page,
    render(parseReport(readFileSync(file, 'utf8'), file), { width: 80, colour: 0, verbose: false }),
  );
  for (const width of [390, 1440])
    for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
      const tab = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
      await tab.goto(pathToFileURL(page).href);
      await tab.screenshot({
        path: path.join(folder, `${name}-${width}-${colorScheme}.png`),
        fullPage: true,
      });
      await tab.close();
    }
}
await browser.close();
