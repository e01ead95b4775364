/** scripts/build.js on a program of two modules. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let clone = '';
const inClone = (name: string): string => path.join(clone, name);

beforeEach(() => {
  clone = mkdtempSync(path.join(tmpdir(), 'build-e2e-'));
  for (const folder of ['scripts', 'src', 'src/api']) mkdirSync(inClone(folder));
  for (const file of ['scripts/build.js', 'tsconfig.json']) cpSync(file, inClone(file));
  symlinkSync(path.resolve('node_modules'), inClone('node_modules'));
  writeFileSync(
    inClone('package.json'),
    '{ "name": "x", "version": "1.0.0", "type": "module", "files": ["dist/bundle"] }',
  );
  writeFileSync(inClone('src/api/api.ts'), 'export const nothing = null;');
  // Loads its other half when a line comes in.
  writeFileSync(
    inClone('src/cli.ts'),
    `process.stdin.once('data', () => {
       void import('./later.js').then(({ word }) => process.stdout.write(word, () => process.exit()));
     });
     process.stdout.write('started ');`,
  );
});
afterEach(() => rmSync(clone, { recursive: true, force: true }));

function build(word: string): void {
  writeFileSync(inClone('src/later.ts'), `export const word = ${JSON.stringify(word)};`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [inClone('scripts/build.js')], {
    encoding: 'utf8',
  });
  expect([status, stdout, stderr]).toEqual([0, '', '']);
}

const chunks = (): string[] =>
  readdirSync(inClone('dist/bundle')).filter((name) => name.startsWith('later-'));

test('who started from the build before can go on, and only the last build is packed', async () => {
  build('first');
  const child = spawn(process.execPath, [inClone('dist/bundle/cli.cjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  await once(child.stdout, 'data');
  build('second');
  expect(chunks()).toHaveLength(2);
  child.stdin.end('go on\n');
  await once(child, 'close');
  expect(said).toBe('started first');

  build('third');
  expect(chunks()).toHaveLength(2);
  const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json'], { cwd: clone, encoding: 'utf8' });
  const [packed]: { files: { path: string }[] }[] = JSON.parse(stdout);
  expect(packed?.files.filter(({ path }) => /later-|npmignore/.test(path))).toHaveLength(1);
});
