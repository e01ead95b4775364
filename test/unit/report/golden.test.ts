/**
 * Saved reports in, every format out. `U=1 npx vitest run golden` rewrites the expected files; read their difference
 * before committing it, for these are what users see.
 */
import { describe, expect, test } from 'vitest';
import { formats } from '../../../src/report/formats/format.js';
import { parseReport } from '../../../src/report/saved/parse-report.js';
import { plainRendering } from '../../helpers/plain-rendering.js';
import { loadReporter } from '../../../src/report/formats/reporters.js';
import { answerOf } from '../../../src/report/page/answer.js';
import { displayWidth } from '../../../src/report/page/width.js';
import { goldenFolder, goldenNames, goldenReport } from '../../helpers/golden-report.js';

const extensions = {
  text: 'txt',
  json: 'json',
  markdown: 'md',
  html: 'html',
  junit: 'xml',
  sarif: 'sarif',
  github: 'txt',
  gitlab: 'json',
} as const satisfies Record<(typeof formats)[number], string>;

const render = async (name: string, format: (typeof formats)[number]) =>
  (await loadReporter(format))(goldenReport(name), plainRendering);

test('there are goldens', () => expect(goldenNames.length).toBeGreaterThan(10));

describe.each(goldenNames)('%s', (name) => {
  test.each(formats)('%s', async (format) => {
    const file = new URL(`${name}.${format}.${extensions[format]}`, goldenFolder);
    await expect(await render(name, format)).toMatchFileSnapshot(file.pathname);
  });

  test.each([
    ['verbose', { ...plainRendering, verbose: true }],
    ['narrow', { ...plainRendering, width: 50 }],
  ])('text, %s', async (kind, options) => {
    const text = (await loadReporter('text'))(goldenReport(name), options);
    await expect(text).toMatchFileSnapshot(new URL(`${name}.text.${kind}.txt`, goldenFolder).pathname);
  });

  test('JSON round trip: nothing is lost and the text is stable', async () => {
    const text = await render(name, 'json');
    expect(parseReport(text, name)).toEqual(goldenReport(name));
    expect((await loadReporter('json'))(parseReport(text, name), plainRendering)).toBe(text);
  });

  test('no format lets a terminal escape, a hidden direction mark or a stray control byte through', async () => {
    for (const format of formats) {
      expect(await render(name, format)).not.toMatch(
        /[\0-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe]/,
      );
    }
  });

  test('no line of a program’s output becomes a command of the CI system', async () => {
    for (const format of formats.filter((one) => one !== 'github')) {
      expect(await render(name, format)).not.toMatch(/^\s*::|##\[/m);
    }
  });

  describe.each([true, false])('with -v: %s', (verbose) => {
    test.each([50, 60, 80, 132])('text fits %i columns', async (width) => {
      const text = (await loadReporter('text'))(goldenReport(name), { width, colour: 0, verbose });
      const tooWide = text.split('\n').filter((line) => displayWidth(line) > width);
      // A place with its verdict stays whole, so that a terminal makes it a link.
      expect(tooWide.filter((line) => !/: [a-z -]+:$/.test(line))).toEqual([]);
    });
  });

  test('the last line is the answer', async () => {
    const text = await render(name, 'text');
    expect(
      text
        .replaceAll('\n', ' ')
        .trimEnd()
        .endsWith(answerOf(goldenReport(name)).text),
    ).toBe(true);
  });

  test('colour adds nothing but colour', async () => {
    const render = await loadReporter('text');
    const coloured = render(goldenReport(name), { ...plainRendering, colour: 1 });
    expect(coloured).toContain('\x1b[');
    expect(coloured.replaceAll(/\x1b\[\d+m/g, '')).toBe(render(goldenReport(name), plainRendering));
  });
});
