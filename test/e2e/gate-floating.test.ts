/** Pins that float: what a cache may hold is said in every format, and a policy may judge by it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cli } from '../helpers/cli.js';
import { gate } from '../helpers/gate-subjects.js';

const folder = mkdtempSync(path.join(tmpdir(), 'gate-floating-'));
const here = { cwd: folder };
/** Reports state releases: they lie elsewhere. */
const reports = mkdtempSync(path.join(tmpdir(), 'gate-floating-reports-'));
const formats = ['text', 'json', 'markdown', 'html', 'junit', 'sarif', 'github', 'gitlab'];

beforeAll(() => {
  writeFileSync(path.join(folder, '.go-version'), '1.24\n');
  writeFileSync(path.join(folder, 'oldest.yml'), 'version: 1\nfloating: oldest\n');
  writeFileSync(path.join(folder, 'newest.yml'), 'version: 1\nfloating: newest\n');
});
afterAll(() => [folder, reports].forEach((made) => rmSync(made, { recursive: true, force: true })));

it('older copies that may be affected are named in every format', async () => {
  const outputs = formats.flatMap((format) => ['-o', `${format}=${path.join(reports, format)}`]);
  expect((await cli(['gate', '.', ...outputs], {}, here)).exitCode).toBe(0);
  for (const format of formats) {
    const text = readFileSync(path.join(reports, format), 'utf8').replaceAll(/\s+/g, ' ');
    expect(text, format).toContain('older copy');
    expect(text, format).toContain('go1.24.0');
  }
});

it('a policy judges by the oldest release that fits', async () => {
  const [newest, oldest] = await Promise.all(
    ['newest.yml', 'oldest.yml'].map((policy) => gate(['.', '--policy', policy], here)),
  );
  expect(newest).toMatchObject({ exitCode: 0, cells: [{ verdict: 'fixed' }] });
  expect(oldest).toMatchObject({
    exitCode: 3,
    cells: [{ verdict: 'affected', go: 'go1.24.0', reason: expect.stringContaining('a cache may hold') }],
  });
  // A fresh build gets a fixed release by that name: there is nothing to edit.
  expect(oldest?.cells[0]?.fix).toContain('nothing to edit');
  const { stdout } = await cli(['gate', '.', '--policy', 'oldest.yml', '--dry-run'], {}, here);
  expect(stdout).toBe('');
});
