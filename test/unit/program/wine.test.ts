/** Wine's part is played by a script; test/toolchains/windows.test.ts has the real one. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWine, type WineRequest } from '../../../src/program/wine.js';
import type { Environment } from '../../../src/host/environment.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'wine-test-'));
  script(
    'wine',
    `[ "$1" = --version ] && { echo "wine-8.0 (Made up)"; exit 0; }
[ "$1" = cmd ] || exit 9
echo "$WINEPREFIX|$TMPDIR|$DISPLAY" >>"$LOG"
[ -e "$FAILS" ] && exit 1
if [ ! -e "$WINEPREFIX/drive_c" ]; then
  mkdir -p "$WINEPREFIX/drive_c/windows/system32" "$WINEPREFIX/dosdevices"
  ln -s ../drive_c "$WINEPREFIX/dosdevices/c:"; ln -s / "$WINEPREFIX/dosdevices/z:"
  echo made >"$WINEPREFIX/.update-timestamp"; echo theirs >"$WINEPREFIX/user.reg"
fi
echo "Microsoft Windows"; cat >/dev/null`,
  );
  script('gcc', 'while [ "$1" != -o ]; do shift; done; echo dll >"$2"');
});
afterEach(() => rmSync(folder, { recursive: true }));

function script(name: string, text: string): void {
  writeFileSync(path.join(folder, name), `#!/bin/sh\n${text}\n`);
  chmodSync(path.join(folder, name), 0o755);
}

const started = (): string[] => readFileSync(path.join(folder, 'log'), 'utf8').trim().split('\n');

function request(session: string, environment: Environment = {}): WineRequest {
  return {
    command: [path.join(folder, 'wine')],
    cc: path.join(folder, 'gcc'),
    source: 'bcryptprimitives.c',
    prefixes: path.join(folder, 'prefixes'),
    folder: path.join(folder, session),
    environment: {
      PATH: process.env['PATH'] ?? '',
      DISPLAY: ':0',
      LOG: path.join(folder, 'log'),
      FAILS: path.join(folder, 'fails'),
      ...environment,
    },
    signal: new AbortController().signal,
  };
}

async function opened(asked: WineRequest) {
  const wine = await openWine(asked);
  if (!wine.ok) throw new Error(wine.error);
  return wine.value;
}

const dll = 'drive_c/windows/system32/bcryptprimitives.dll';

describe.skipIf(process.platform === 'win32')('openWine', () => {
  it('makes one prefix for all sessions, and gives each its own place in it', async () => {
    const first = await opened(request('one'));
    const second = await opened(request('two'));
    const shared = path.join(folder, 'prefixes', 'wine-8.0_Made_up_');
    expect(readdirSync(path.join(folder, 'prefixes'))).toStrictEqual(['wine-8.0_Made_up_']);
    expect(existsSync(path.join(shared, dll))).toBe(true);
    expect(first.variables).toMatchObject({ WINEPREFIX: path.join(folder, 'one/prefix'), DISPLAY: '' });
    expect(second.variables).toMatchObject({ WINEPREFIX: path.join(folder, 'two/prefix') });
    for (const session of ['one', 'two']) {
      const prefix = path.join(folder, session, 'prefix');
      // The disk of the shared one, by both of its names.
      expect(existsSync(path.join(prefix, dll))).toBe(true);
      expect(existsSync(path.join(prefix, 'dosdevices/c:/windows'))).toBe(true);
      expect(existsSync(path.join(prefix, 'dosdevices/z:/'))).toBe(true);
    }
    expect(started()).toHaveLength(3);
    await first.close();
    await second.close();
    expect(existsSync(path.join(folder, 'one'))).toBe(false);
    expect(existsSync(path.join(shared, dll))).toBe(true);
  });

  it('keeps the sockets of its server in the folder of the session', async () => {
    const wine = await opened(request('one'));
    expect(started().at(-1)).toBe(`${folder}/one/prefix|${folder}/one/tmp|`);
    await wine.close();
  });

  it('takes the disks and the registry of a prefix that the user has named, and leaves it as it is', async () => {
    const theirs = path.join(folder, 'theirs');
    mkdirSync(path.join(theirs, path.dirname(dll)), { recursive: true });
    writeFileSync(path.join(theirs, dll), '');
    writeFileSync(path.join(theirs, 'system.reg'), 'theirs');
    const wine = await opened(request('one', { WINEPREFIX: theirs }));
    expect(readFileSync(path.join(folder, 'one/prefix/system.reg'), 'utf8')).toBe('theirs');
    expect(started()).toStrictEqual([`${folder}/one/prefix|${folder}/one/tmp|`]);
    expect(readdirSync(theirs).toSorted()).toStrictEqual(['drive_c', 'system.reg']);
    expect(existsSync(path.join(folder, 'prefixes'))).toBe(false);
    await wine.close();
    expect(existsSync(path.join(theirs, dll))).toBe(true);
  });

  it('says what is wrong with a prefix of the user', async () => {
    const none = await openWine(request('one', { WINEPREFIX: path.join(folder, 'none') }));
    expect(none).toMatchObject({ ok: false, error: expect.stringContaining('is no prefix: unset it') });
    mkdirSync(path.join(folder, 'old/drive_c'), { recursive: true });
    const old = await openWine(request('one', { WINEPREFIX: path.join(folder, 'old') }));
    expect(old).toMatchObject({ ok: false, error: expect.stringContaining('has no bcryptprimitives.dll') });
  });

  it('keeps no half-made prefix when wine does not start, or the DLL cannot be built', async () => {
    writeFileSync(path.join(folder, 'fails'), '');
    const fails = await openWine(request('one'));
    expect(fails).toMatchObject({ ok: false, error: expect.stringContaining('does not start') });
    rmSync(path.join(folder, 'fails'));
    script('gcc', 'exit 1');
    const unbuilt = await openWine(request('one'));
    expect(unbuilt).toMatchObject({ ok: false, error: expect.stringContaining('cannot build') });
    expect(readdirSync(path.join(folder, 'prefixes'))).toStrictEqual([]);
    expect(existsSync(path.join(folder, 'one'))).toBe(false);
  });

  it('says that there is no wine', async () => {
    const wine = await openWine({ ...request('one'), command: [path.join(folder, 'absent')] });
    expect(wine).toMatchObject({ ok: false, error: expect.stringContaining('--version does not work') });
  });

  it('leaves nothing of a session that was interrupted', async () => {
    const interrupt = new AbortController();
    const wine = await opened(request('one'));
    await wine.close();
    script('wine', '[ "$1" = --version ] && { echo "wine-8.0 (Made up)"; exit 0; }; cat >/dev/null');
    setTimeout(() => interrupt.abort(new Error('interrupted')), 100);
    await expect(openWine({ ...request('two'), signal: interrupt.signal })).rejects.toThrow('interrupted');
    expect(existsSync(path.join(folder, 'two'))).toBe(false);
  });
});
