import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { environmentTopics, variablesThatCount } from '../../../../src/commands/explain/environment.js';

const listed = new Set(variablesThatCount.flatMap(({ names }) => names));

/** Files that read variables of the tool's own environment: those of other programs are read in `pins` and `oracle`. */
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !/^(?:pins|oracle)\b|explain.environment/.test(name))
  .map((name) => ({ name, text: readFileSync(path.join('src', name), 'utf8') }));

const found = (pattern: RegExp, text: string): string[] =>
  [...text.matchAll(pattern)].map(([, name = '']) => name.toUpperCase());

/** Tables of names that are looked up in the environment, and names that `go env` is asked for. */
const tables = new Set([
  'matrix/shard-from-env.ts',
  'toolchain/find/places.ts',
  'toolchain/find/go-command.ts',
  'toolchain/local-go.ts',
]);
/** Two that `go env` computes, and a file. */
const noVariables = new Set(['GOVERSION', 'GOMOD', 'VERSION']);
/** Settings here are those of a program that was built. */
const ofPrograms = new Set(['program/first-build.ts']);

const read = sources.flatMap(({ name, text }) => [
  ...(ofPrograms.has(name)
    ? []
    : found(/\b(?:env|environment|settings|environmentVariables\(\))\[\s*'(\w+)'/g, text)),
  ...found(/'((?:https?|no)_proxy)'/gi, text),
  ...(tables.has(name) ? found(/'([A-Z][A-Z_]{3,})'/g, text) : []),
]);

test('every variable that is read is explained', () => {
  expect(read.length).toBeGreaterThan(40);
  expect([...new Set(read)].filter((name) => !listed.has(name) && !noVariables.has(name))).toStrictEqual([]);
});

/** Read by Node and by the package that knows each platform's folders. */
const readByOthers = new Set(['XDG_CACHE_HOME', 'LOCALAPPDATA', 'TEMP', 'TMP', 'TMPDIR']);

test('every variable that is explained is read', () => {
  const unread = [...listed].filter((name) => !read.includes(name) && !readByOthers.has(name));
  expect(unread).toStrictEqual([]);
});

test('no variable is explained twice', () => {
  expect(listed.size).toBe(variablesThatCount.flatMap(({ names }) => names).length);
});

test('the page has room beside its labels, and names every variable', () => {
  const facts = environmentTopics.flatMap((topic) => topic.facts ?? []);
  expect(facts.filter(({ label }) => label.length > 26)).toStrictEqual([]);
  const page = facts.map(({ label, text }) => `${label} ${text}`).join(' ');
  expect([...listed].filter((name) => !page.includes(name))).toStrictEqual([]);
});
