import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Cell } from '../../../../../src/model/report.js';
import { drawPage } from '../../../../../src/report/formats/html/page.js';
import { goldenNames, goldenReport } from '../../../../helpers/golden-report.js';
import { theBug } from '../../../../helpers/the-bug.js';

const sha256 = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;
const inside = (page: string, tag: string): string =>
  new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(page)?.[1] ?? '';

test.each(goldenNames)('%s: the policy admits the page’s own style and script and nothing else', (name) => {
  const page = drawPage(goldenReport(name), theBug);
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.replaceAll('&#39;', "'");
  expect(policy).toBe(
    `default-src 'none'; style-src '${sha256(inside(page, 'style'))}'; script-src '${sha256(inside(page, 'script'))}'; base-uri 'none'; form-action 'none'`,
  );
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page).not.toMatch(/ style=| on[a-z]+=|<img|<link|javascript:/);
  expect([...page.matchAll(/ href="([^"]*)"/g)].filter(([, url = '']) => !/^(https:|#)/.test(url))).toEqual(
    [],
  );
});

test.each(goldenNames)(
  '%s: each link within the page leads somewhere, and no name is given twice',
  (name) => {
    const page = drawPage(goldenReport(name), theBug);
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const missing = [...page.matchAll(/ href="#([^"]*)"/g)].filter(([, id]) => !ids.includes(id));
    expect(missing).toEqual([]);
  },
);

test('the answer stands first, with the issue and the changes', () => {
  const [banner] = drawPage(goldenReport('run-affected'), theBug).split('</header>');
  expect(banner).toContain(
    '<span class="answer">go1.23.0: AFFECTED, upgrade to go1.23.8 or later on the 1.23 line</span>',
  );
  expect(banner).toContain('href="https://go.dev/issue/72870"');
  expect(drawPage(goldenReport('gate'), theBug)).toContain('gate: FAILED, 4 of 6 findings fail');
});

test('a page of a bug that this build does not know has no links and invents no verdict', () => {
  const page = drawPage({ ...goldenReport('run-affected'), bug: 'example/x#1' }, null);
  expect(page).toContain('verdict not known to this version of the tool');
  expect(page).not.toContain('as the release table expects, ');
  expect(page).not.toContain('go.dev/issue');
});

test('however large the report is, the page stays below a megabyte and says what is missing', () => {
  const report = goldenReport('merged');
  const cells = Array.from({ length: 3000 }, (_, index): Cell => {
    const cell = report.cells[index % report.cells.length];
    if (cell === undefined) throw new Error('no cell');
    return { ...cell, subject: `/opt/go${index}` };
  });
  for (const kind of ['matrix', 'gate'] as const) {
    const page = drawPage({ ...report, kind, cells }, theBug);
    expect(page.length, kind).toBeLessThan(1_000_000);
    expect(page, kind).toMatch(/And \d+ more, which are in the JSON report/);
  }
});

test('the search counts what the answer counts: a finding once, however many cards or rows tell of it', () => {
  const counted = (name: string): string | undefined =>
    /data-counted="([^"]*)"/.exec(drawPage(goldenReport(name), theBug))?.[1];
  expect(counted('gate')).toBe('6 findings');
  expect(counted('scan')).toBe('8 releases');
  const numbers = [...drawPage(goldenReport('gate'), theBug).matchAll(/ data-cells="([\d ]*)"/g)].flatMap(
    ([, cells = '']) => cells.split(' '),
  );
  expect(new Set(numbers)).toEqual(new Set(['1', '2', '3', '4', '5', '6']));
});

test('the same release, built differently, has headlines that differ', () => {
  const report = goldenReport('run-affected');
  const cells = report.cells.flatMap((cell) => [
    { ...cell, buildmode: 'exe' as const },
    { ...cell, buildmode: 'pie' as const },
  ]);
  const page = drawPage({ ...report, kind: 'matrix', cells }, theBug);
  expect(page).toContain('go1.23.0 on linux/amd64 (exe) has the bug</h3>');
  expect(page).toContain('go1.23.0 on linux/amd64 (pie) has the bug</h3>');
});
