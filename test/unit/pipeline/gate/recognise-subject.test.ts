import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Event } from '../../../../src/model/event.js';
import { recogniseSubject, recogniseSubjects } from '../../../../src/pipeline/gate/recognise-subject.js';

let root = '';
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'subjects-'));
  mkdirSync(path.join(root, 'dist/sub/deep'), { recursive: true });
  mkdirSync(path.join(root, 'dist/other'));
  writeFileSync(path.join(root, 'dist/lib.so.1.2'), '');
  writeFileSync(path.join(root, 'dist/sub/x.so'), '');
  symlinkSync('lib.so.1.2', path.join(root, 'dist/lib.so'));
  symlinkSync('sub', path.join(root, 'dist/folder.so'));
  symlinkSync('nowhere', path.join(root, 'dist/broken.so'));
});
afterEach(() => {
  chmodSync(path.join(root, 'dist/sub'), 0o755);
  rmSync(root, { recursive: true, force: true });
});

/** Kind and path of each subject. */
async function recognise(pattern: string): Promise<string[]> {
  const subjects = await recogniseSubject(path.join(root, pattern), () => {});
  return subjects.map((subject) => {
    const text = 'text' in subject ? subject.text : 'path' in subject ? subject.path : '';
    return `${subject.kind} ${path.relative(root, text)}`;
  });
}

describe('a pattern', () => {
  it('takes files and links to files', async () => {
    expect(await recognise('dist/*.so')).toStrictEqual(['file dist/lib.so']);
    expect(await recognise('dist/**/*.so')).toStrictEqual(['file dist/lib.so', 'file dist/sub/x.so']);
  });

  it('that matches nothing is missing', async () => {
    expect(await recognise('dist/*.dll')).toStrictEqual(['missing dist/*.dll']);
  });

  it('is not about folders below it', async () => {
    expect(await recognise('dist/*/x.so')).toStrictEqual(['file dist/sub/x.so']);
  });

  it('names folders that are too deep to be looked into, if it reaches there', async () => {
    mkdirSync(path.join(root, 'dist/other', ...Array.from({ length: 120 }, () => 'd')), { recursive: true });
    const [file, ...deep] = await recognise('dist/other/**/*.so');
    expect(file).toMatch(/^unusable dist\/other\/d\/d\//);
    expect(deep).toStrictEqual([]);
    expect(await recognise('dist/sub/*.so')).toStrictEqual(['file dist/sub/x.so']);
  });

  it.skipIf(process.getuid?.() === 0)(
    'names a folder that it reaches into and that may not be read (not as root)',
    async () => {
      chmodSync(path.join(root, 'dist/sub'), 0o000);
      expect(await recognise('dist/**/*.so')).toStrictEqual(['file dist/lib.so', 'unusable dist/sub']);
      expect(await recognise('dist/s*/x.so')).toStrictEqual(['unusable dist/sub']);
      expect(await recognise('dist/other/*.so')).toStrictEqual(['unusable dist/other/*.so']);
      expect(await recognise('dist/*.so')).toStrictEqual(['file dist/lib.so']);
    },
  );
});

describe('several subjects', () => {
  const recogniseAll = async (texts: readonly string[], signal = new AbortController().signal) => {
    const events: Event[] = [];
    const subjects = await recogniseSubjects(texts, { signal, onEvent: (event) => events.push(event) });
    return { subjects, events };
  };

  it('are recognised in the order in which they are named, each once', async () => {
    const file = path.join(root, 'dist/sub/x.so');
    const { subjects, events } = await recogniseAll(['1.23.0', file, '1.23.0', path.join(root, 'dist/*.so')]);
    expect(subjects).toStrictEqual([
      { kind: 'spec', text: '1.23.0' },
      { kind: 'file', path: file },
      { kind: 'file', path: path.join(root, 'dist/lib.so') },
    ]);
    expect(events).toStrictEqual([]);
  });

  it('are not looked for once the work is to stop', async () => {
    expect((await recogniseAll(['1.23.0'], AbortSignal.abort())).subjects).toStrictEqual([]);
  });
});
