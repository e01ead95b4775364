/**
 * Lines with a Go-like version of 84 modules as the module proxy had them early in 2025. They were found by a search that
 * is looser than the net (any `1.13` to `1.26`, or `go1xx`, with `go` on the line or on the three above it), drawn at
 * random, and labelled one by one by reading.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { PinBudget } from '../../../../src/pins/values/budget.js';
import { statementsOf } from '../../../../src/pins/mentions/explain-mentions.js';
import { findMentions } from '../../../../src/pins/mentions/find-mentions.js';
import { whyNotSearched } from '../../../../src/pins/mentions/searched-files.js';
import { judged, pinsIn } from '../../../helpers/judged-pins.js';
import { knownReleases } from '../../../helpers/known-releases.js';

interface Row {
  /** What the line states: an affected Go among others, only ones that are not affected, or none. */
  readonly label: 'affected' | 'clear' | 'none';
  readonly path: string;
  readonly versions: readonly string[];
  /** Lines above that are needed to understand it, and the line. */
  readonly text: string;
}

const rows = readFileSync('test/fixtures/mentions/module-lines.tsv', 'utf8')
  .trimEnd()
  .split('\n')
  .map((row): Row => {
    const [label, path = '', versions = '', lines = ''] = row.split('\t');
    if (label !== 'affected' && label !== 'clear' && label !== 'none')
      throw new Error(`label ${label ?? ''}`);
    const text = lines.replaceAll('␉', '\t').replaceAll('⏎', '\n');
    return { label, path, versions: versions === '' ? [] : versions.split(','), text };
  });

/** What is said of the last line: by the net, and by readers. */
function saidOf({ path, text }: Row) {
  const last = text.split('\n').length;
  const mentions =
    whyNotSearched(path) === null
      ? findMentions({ path, text, budget: new PinBudget() }).filter(({ line }) => line === last)
      : [];
  const pins = pinsIn({ [path]: text }).filter(({ line }) => line === last);
  return { mentions, pins };
}

const stated = rows.filter(({ label }) => label !== 'none');

it('has enough lines of each label', () => {
  const count = (wanted: Row['label']): number => rows.filter(({ label }) => label === wanted).length;
  expect(rows.length).toBeGreaterThan(400);
  expect([count('affected') > 100, count('clear') > 80, count('none') > 200]).toStrictEqual([
    true,
    true,
    true,
  ]);
});

describe('what is stated plainly is found, all of it', () => {
  test.each(stated)('$path: $text', (row) => {
    const { mentions, pins } = saidOf(row);
    const found = [...mentions, ...pins].map(({ raw }) => raw);
    const missed = row.versions.filter((version) => !found.some((raw) => raw.includes(version)));
    expect(missed).toStrictEqual([]);
    const verdicts = [
      ...statementsOf(mentions, knownReleases),
      ...judged({ [row.path]: row.text }).filter(({ pin }) => pins.some(({ line }) => line === pin.line)),
    ].map(({ resolution }) => resolution.verdict);
    // Of pins, what is not known for sure is undecided: a toolchain that never was, a digest.
    const isAffected =
      verdicts.includes('affected') || (mentions.length === 0 && verdicts.includes('inconclusive'));
    if (row.label === 'affected') expect(isAffected).toBe(true);
    else expect(verdicts).not.toContain('affected');
  });
});

it('few of the others are taken for statements, and none for one of an affected release', () => {
  const found = rows.flatMap((row) =>
    statementsOf(saidOf(row).mentions, knownReleases).map(({ mention, resolution }) => ({
      what: `${row.path}: ${mention.raw}`,
      isTrue: row.versions.includes(mention.raw),
      isAffected: resolution.verdict === 'affected',
    })),
  );
  const wrong = found.filter(({ isTrue }) => !isTrue);
  expect(wrong.filter(({ isAffected }) => isAffected).map(({ what }) => what)).toStrictEqual([]);
  expect(found.filter(({ isAffected }) => isAffected).length).toBeGreaterThan(100);
  // Names of jobs and of test data, and comparisons; they only count.
  expect(wrong.length / found.length).toBeLessThan(0.17);
});
