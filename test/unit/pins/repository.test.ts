import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Edit } from '../../../src/model/pin.js';
import { applyEdits } from '../../../src/pins/edit/apply-edits.js';
import { judgePins } from '../../../src/pins/judge/judge-pins.js';
import type { PinFinding } from '../../../src/pins/judge/pin-finding.js';
import { pinReaderFor } from '../../../src/pins/readers/pin-kinds.js';
import { unifiedDiff } from '../../../src/pins/edit/unified-diff.js';
import { collectPins, type UnreadPlace } from '../../../src/pipeline/gate/pins/collect-pins.js';
import { folderTree } from '../../../src/pipeline/gate/pins/pin-tree.js';
import { knownReleases } from '../../helpers/known-releases.js';

/** A repository with every form of pin; the goldens beside were read line by line against its files. */
const root = path.resolve('test/fixtures/pins-repo');
const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');

let findings: readonly PinFinding[] = [];
let unread: readonly UnreadPlace[] = [];
beforeAll(async () => {
  const collected = await collectPins(folderTree(root));
  unread = collected.unread;
  findings = judgePins(collected.pins, knownReleases);
});

function certainEditsByFile(): Map<string, Edit[]> {
  const byFile = new Map<string, Edit[]>();
  for (const { edit } of findings) {
    if (edit?.certain !== true) continue;
    byFile.set(edit.file, [...(byFile.get(edit.file) ?? []), edit]);
  }
  return byFile;
}

function fixedTexts(): Map<string, string> {
  return new Map(
    [...certainEditsByFile()].map(([file, edits]) => {
      const fixed = applyEdits(textOf(file), edits);
      if (!fixed.ok) throw new Error(fixed.error);
      return [file, fixed.value];
    }),
  );
}

test('every pin is found, with its line, verdict and edit', async () => {
  const table = findings.map(({ pin, resolution, edit }) =>
    [
      `${pin.file}:${pin.line}:${pin.column}-${pin.endColumn}  ${pin.kind}  ${pin.raw}`,
      `    ${resolution.verdict}${resolution.floating ? ', floating' : ''}: ${resolution.detail}`,
      ...(pin.usedOn === undefined ? [] : [`    used on: ${pin.usedOn.join(', ')}`]),
      ...pin.notes.map((note) => `    note: ${note}`),
      ...(edit === null
        ? []
        : [`    ${edit.certain ? 'certain' : 'uncertain'} ${JSON.stringify(edit.newText)}: ${edit.reason}`]),
    ].join('\n'),
  );
  await expect(`${table.join('\n')}\n`).toMatchFileSnapshot('../../golden/pins/findings.txt');
});

test('nothing is left unread', () => expect(unread).toEqual([]));

test('each pin stands where it is said to stand', () => {
  for (const { pin } of findings) {
    const line = textOf(pin.file).split('\n')[pin.line - 1] ?? '';
    expect(line.slice(pin.column - 1, pin.endColumn - 1).trimEnd(), `${pin.file}:${pin.line}`).toBe(pin.raw);
  }
});

test('what is not a pin is not found: comments, here-documents, strings, stages, vendored modules, test data', () => {
  const places = findings.map(({ pin }) => `${pin.file}:${pin.line}`);
  expect(places).not.toContain('Dockerfile:2');
  expect(places).not.toContain('Dockerfile:7');
  expect(places).not.toContain('Dockerfile:16');
  expect(places).not.toContain('mise.toml:4');
  expect(places).not.toContain('bazel/MODULE.bazel:2');
  expect(places.filter((place) => /^(?:vendor|testdata|_parked)\//.test(place))).toEqual([]);
});

test('the certain edits change nothing but the pins', async () => {
  const diffs = [...fixedTexts()].map(([file, fixed]) => unifiedDiff(file, textOf(file), fixed));
  await expect(diffs.join('')).toMatchFileSnapshot('../../golden/pins/fix.diff');
});

test('after the certain edits only the uncertain ones are left affected', () => {
  const fixed = fixedTexts();
  const files = [...new Set(findings.map(({ pin }) => pin.file))];
  const others = {
    textOf: (file: string) => (existsSync(path.join(root, file)) ? (fixed.get(file) ?? textOf(file)) : null),
  };
  const pins = files.flatMap(
    (file) => pinReaderFor(file)?.({ path: file, text: fixed.get(file) ?? textOf(file) }, others) ?? [],
  );
  const stillAffected = judgePins(pins, knownReleases).filter(
    ({ resolution }) => resolution.verdict === 'affected',
  );
  expect(stillAffected.map(({ pin }) => `${pin.file}:${pin.line}`)).toEqual(
    findings
      // What refers to a file is fixed with it.
      .filter(({ pin }) => pin.requirement.kind !== 'file')
      .filter(({ resolution, edit }) => resolution.verdict === 'affected' && edit?.certain !== true)
      .map(({ pin }) => `${pin.file}:${pin.line}`),
  );
  expect(stillAffected.every(({ edit }) => edit?.certain !== true)).toBe(true);
  expect(stillAffected.length).toBeGreaterThan(0);
});
