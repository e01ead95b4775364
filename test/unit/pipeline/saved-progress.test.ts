import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { cachePaths } from '../../../src/host/files/paths.js';
import { savedProgress } from '../../../src/pipeline/saved-progress.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'saved-'));
});
afterEach(() => rm(folder, { recursive: true }));

const open = (question: unknown, kind: 'bisect' | 'matrix' = 'matrix') =>
  savedProgress(cachePaths(folder, {}), kind, question, z.array(z.number()));

describe('savedProgress', () => {
  it('gives back what was saved last for the same question, and nothing for another', async () => {
    const saved = open({ releases: ['go1.23.0'] });
    expect(await saved.load()).toBeNull();
    await saved.save([1]);
    await saved.save([1, 2]);
    expect(await open({ releases: ['go1.23.0'] }).load()).toEqual([1, 2]);
    expect(await open({ releases: ['go1.23.1'] }).load()).toBeNull();
    expect(await open({ releases: ['go1.23.0'] }, 'bisect').load()).toBeNull();
    await saved.remove();
    expect(await saved.load()).toBeNull();
  });

  it.each(['', '{', '{"question":"other","progress":[1]}', '[]', '{"progress":[1]}'])(
    'takes nothing from a file that reads %j',
    async (text) => {
      const saved = open('question');
      await saved.save([1]);
      const [name = ''] = await readdir(path.join(folder, 'unfinished'));
      await writeFile(path.join(folder, 'unfinished', name), text);
      expect(await saved.load()).toBeNull();
    },
  );

  it('takes nothing of another shape', async () => {
    await savedProgress(cachePaths(folder, {}), 'matrix', 'q', z.array(z.string())).save(['1']);
    expect(await open('q').load()).toBeNull();
  });
});
