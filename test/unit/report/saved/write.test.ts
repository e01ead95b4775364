import { EventEmitter } from 'node:events';
import { chmod, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openOutputs, writeToStream, type OutputStream } from '../../../../src/report/saved/write.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'write-test-'));
});
afterEach(() => rm(folder, { recursive: true }));

class FakeStream extends EventEmitter implements OutputStream {
  readonly text: string[] = [];
  readonly #error: Error | null;
  constructor(error: Error | null = null) {
    super();
    this.#error = error;
  }
  write(text: string, done: (error?: Error | null) => void): boolean {
    this.text.push(text);
    queueMicrotask(() => {
      done(this.#error);
      if (this.#error !== null) this.emit('error', this.#error);
    });
    return false;
  }
}

const openOne = async (file: string) => {
  const [output] = await openOutputs([file], new FakeStream());
  if (output === undefined) throw new Error('no output was opened');
  return output;
};

describe('files', () => {
  test('checking leaves no trace; writing replaces the whole, again and again', async () => {
    const output = await openOne(join(folder, 'r.json'));
    expect(await readdir(folder)).toEqual([]);
    await output.write('a longer first text');
    await output.write('second');
    expect(await readFile(join(folder, 'r.json'), 'utf8')).toBe('second');
    expect(await readdir(folder)).toEqual(['r.json']);
  });

  test('several at once, with standard output among them', async () => {
    const stdout = new FakeStream();
    const [a, b] = await openOutputs([join(folder, 'a'), '-'], stdout);
    await Promise.all([a?.write('to a'), b?.write('to stdout')]);
    expect(await readFile(join(folder, 'a'), 'utf8')).toBe('to a');
    expect(stdout.text).toEqual(['to stdout']);
  });

  test('an existing file keeps its permissions, and a link stays a link', async () => {
    await writeFile(join(folder, 'real'), 'old');
    await chmod(join(folder, 'real'), 0o640);
    await symlink('real', join(folder, 'link'));
    await (await openOne(join(folder, 'link'))).write('new');
    expect(await readFile(join(folder, 'real'), 'utf8')).toBe('new');
    expect((await stat(join(folder, 'real'))).mode & 0o777).toBe(0o640);
    expect((await readdir(folder)).toSorted()).toEqual(['link', 'real']);
  });

  test.runIf(process.platform !== 'win32')('devices are written, not replaced', async () => {
    await (await openOne('/dev/null')).write('x');
    expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
  });

  test.each([
    ['a folder', () => folder, 'it is a folder'],
    ['a folder that is not there', () => join(folder, 'no', 'r.json'), 'its folder does not exist'],
    ['a file as a folder', () => join(folder, 'file', 'r.json'), 'a part of its path is a file'],
    ['a name that is too long', () => join(folder, 'x'.repeat(300)), 'the name is too long'],
  ])('%s fails before the run', async (_, file, message) => {
    await writeFile(join(folder, 'file'), '');
    await expect(openOne(file())).rejects.toMatchObject({
      name: 'ReproError',
      code: 'bad-file',
      message: expect.stringContaining(message),
    });
    expect(await readdir(folder)).toEqual(['file']);
  });

  test('one file twice is a usage error, under whatever names', async () => {
    await writeFile(join(folder, 'a'), '');
    await symlink('a', join(folder, 'b'));
    const twice = openOutputs([join(folder, 'a'), join(folder, 'b')], new FakeStream());
    await expect(twice).rejects.toMatchObject({ code: 'usage' });
    await expect(openOutputs(['-', '-'], new FakeStream())).rejects.toMatchObject({ code: 'usage' });
  });

  test('a folder that vanishes during the run is an error with a hint, not a crash', async () => {
    const output = await openOne(join(folder, 'r'));
    await rm(folder, { recursive: true });
    await expect(output.write('x')).rejects.toMatchObject({ code: 'bad-file', hint: `Make the folder: mkdir -p ${folder}` });
    folder = await mkdtemp(join(tmpdir(), 'write-test-'));
  });
});

const failure = (code: string) => Object.assign(new Error(code), { code });

describe('streams', () => {
  test('a reader that went away is no error', async () => {
    await expect(writeToStream(new FakeStream(failure('EPIPE')), 'x')).resolves.toBeUndefined();
  });

  test('a full disk is one', async () => {
    await expect(writeToStream(new FakeStream(failure('ENOSPC')), 'x')).rejects.toMatchObject({
      code: 'disk-full',
    });
  });

  test('one listener serves all writes to a stream, and each failing write is told', async () => {
    const stream = new FakeStream(failure('ENOSPC'));
    for (let count = 0; count < 20; count += 1)
      await expect(writeToStream(stream, 'x')).rejects.toMatchObject({ code: 'disk-full' });
    expect(stream.listenerCount('error')).toBe(1);
  });

  test('waits until a slow reader has taken all', async () => {
    const pending: (() => void)[] = [];
    const slow = Object.assign(new EventEmitter(), {
      write: (_: string, done: () => void) => {
        pending.push(done);
        return false;
      },
    });
    const writing = writeToStream(slow, 'x');
    expect(await Promise.race([writing, Promise.resolve('still writing')])).toBe('still writing');
    pending.forEach((done) => done());
    expect(await writing).toBeUndefined();
  });
});
