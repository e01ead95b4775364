/** docs/releases.md against the grammar: each form of its tables is read as the page says. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { embeddedCatalogue } from '../../../src/release/catalogue.js';
import { looseSpellings } from '../../../src/release/loose-spellings.js';
import { resolveSpec } from '../../../src/release/resolve-spec.js';
import { allSpecWords, parseSpec } from '../../../src/release/spec.js';

const page = readFileSync(path.resolve('docs/releases.md'), 'utf8');
const installed = ['/opt/go-a', '/opt/go-b'].map((path) => ({ kind: 'path', text: path, path }) as const);

/** The code spans of each cell of a section's table. */
function rows(heading: string): { readonly typed: string; readonly spans: readonly string[] }[] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) => {
    const [typed = '', ...spans] = [...line.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
    return { typed, spans };
  });
}

const resolve = (text: string) => {
  const resolved = resolveSpec(text, embeddedCatalogue, { installed });
  if (!resolved.ok) throw resolved.error;
  return resolved.value;
};
const releases = (text: string): string[] =>
  resolve(text).subjects.map((subject) => (subject.kind === 'release' ? subject.release : subject.text));

describe('a SPEC is read without a remark', () => {
  test.each(rows('What --go understands'))('$typed', ({ typed }) => {
    const parsed = parseSpec(typed);
    expect(parsed.ok && parsed.value.map(({ remark }) => remark)).not.toContainEqual(expect.any(String));
    expect(releases(typed)).not.toEqual([]);
  });

  test('and every word is on the page', () => {
    for (const word of allSpecWords) expect(page).toContain(`\`${word}\``);
  });
});

describe('what is at hand is read as the page says, and told', () => {
  test.each(rows('What is at hand'))('$typed', ({ typed, spans: [readAs = ''] }) => {
    expect(releases(typed)).toEqual(releases(readAs));
    expect(resolve(typed).note).toContain(`is read as ${readAs}`);
  });

  test('every form is on the page', () => {
    const typed = new Set(rows('What is at hand').map((row) => row.typed));
    expect(looseSpellings.map(({ example }) => example).filter((example) => !typed.has(example))).toEqual([]);
  });
});

describe('what is refused is answered as the page says', () => {
  test.each(rows('What is refused'))('$typed', ({ typed, spans }) => {
    const resolved = resolveSpec(typed, embeddedCatalogue, { installed });
    const hint = resolved.ok ? '' : (resolved.error.hint ?? '');
    expect(spans.length).toBeGreaterThan(0);
    for (const span of spans) expect(hint).toContain(span);
  });
});
