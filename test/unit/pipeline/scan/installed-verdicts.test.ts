import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cachePaths } from '../../../../src/host/files/paths.js';
import { judgeInstalled } from '../../../../src/pipeline/scan/installed-verdicts.js';
import { affectedTail, cgocallSource, fixedTail } from '../../../helpers/runtime-source.js';
import { theBug } from '../../../helpers/the-bug.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'installed-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const [decisive] = theBug.source.files;
async function goroot(name: string, source: string): Promise<string> {
  const root = path.join(folder, name);
  await mkdir(path.dirname(path.join(root, decisive)), { recursive: true });
  await writeFile(path.join(root, decisive), source);
  return root;
}

test('an edit of the source shows at once, whatever was said before', async () => {
  const paths = cachePaths(path.join(folder, 'cache'), {});
  const context = { bug: theBug, paths };
  const root = await goroot('go', cgocallSource({ tail: affectedTail }));
  const first = await judgeInstalled(root, context);
  expect(first.verdict).toBe('affected');
  expect(await judgeInstalled(root, context)).toEqual(first);
  await goroot('go', cgocallSource({ tail: fixedTail }));
  expect((await judgeInstalled(root, context)).verdict).toBe('fixed');
  expect(await readdir(path.join(paths.verdicts, theBug.id, 'sources'))).toHaveLength(2);
});

test('a kept verdict is only taken from the oracle that gave it', async () => {
  const paths = cachePaths(path.join(folder, 'other'), {});
  const root = await goroot('old', cgocallSource({ tail: affectedTail }));
  const older = {
    ...theBug,
    source: {
      ...theBug.source,
      version: -1,
      judge: () => ({ verdict: 'fixed', detail: 'as it was thought', line: null }) as const,
    },
  };
  expect((await judgeInstalled(root, { bug: older, paths })).verdict).toBe('fixed');
  expect((await judgeInstalled(root, { bug: theBug, paths })).verdict).toBe('affected');
});

test('without a readable source nothing is claimed, and a cache that cannot be written does not matter', async () => {
  await writeFile(path.join(folder, 'a-file'), '');
  const paths = cachePaths(path.join(folder, 'a-file'), {});
  expect((await judgeInstalled(path.join(folder, 'nowhere'), { bug: theBug, paths })).verdict).toBe(
    'inconclusive',
  );
});
