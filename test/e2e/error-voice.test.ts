/** Every error code, provoked for real: all failures speak with one voice, and each is documented as it behaves. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { describeError } from '../../src/cli/describe-error.js';
import { errorTopics } from '../../src/commands/explain/errors.js';
import type { ErrorCode } from '../../src/model/errors.js';
import { installToolchain } from '../../src/toolchain/fetch/install.js';
import { cli } from '../helpers/cli.js';
import { emptyMachine } from '../helpers/fake-toolchain.js';

const folder = mkdtempSync(path.join(tmpdir(), 'voice-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Answer {
  readonly exitCode: number | undefined;
  readonly stderr: string;
}
interface Provocation {
  readonly provoke: () => Promise<Answer>;
  /** The first line of the answer. */
  readonly says: RegExp;
  /** The file without which it cannot be provoked here. */
  readonly needs?: string;
}

const bare = {
  HOME: folder,
  CGOPROF_REPRO_CACHE: path.join(folder, 'cache'),
  GOMODCACHE: path.join(folder, 'mod'),
  GOENV: 'off',
  GOFLAGS: '',
  GOTOOLCHAIN: 'local',
};
const command = (args: readonly string[], env: Record<string, string> = {}) => ({
  provoke: () => cli(args, { ...bare, ...env }, { cwd: folder }),
});

function brokenCompiler(): string {
  const file = path.join(folder, 'broken-cc');
  writeFileSync(file, '#!/bin/sh\necho "broken-cc: this is no compiler" >&2\nexit 1\n');
  chmodSync(file, 0o755);
  return file;
}

function emptyProxy(): string {
  const served = path.join(folder, 'proxy');
  mkdirSync(served, { recursive: true });
  return pathToFileURL(served).href;
}

const install = ['toolchain', 'install', '1.22.4'];

/** A code without a row does not compile. */
const provocations: Readonly<Record<ErrorCode, Provocation>> = {
  usage: { ...command(['--quick', '--probes', 'flag']), says: /--quick and --probes/ },
  'bad-spec': { ...command(['--go', 'what?']), says: /"what\?" is neither/ },
  'unknown-release': { ...command(['--go', '1.23.99']), says: /no Go release go1\.23\.99/ },
  'release-refused': {
    ...command(install, { GOPROXY: emptyProxy(), GONOSUMDB: '', GOSUMDB: 'sum.golang.org' }),
    says: /not served by the module proxy/,
  },
  offline: { ...command([...install, '--offline']), says: /--offline forbids/ },
  network: { ...command(install, { GOPROXY: 'http://127.0.0.1:1' }), says: /cannot be reached/ },
  'no-go': { ...command(['--go', 'local'], { PATH: folder }), says: /no go command/ },
  'no-c-compiler': {
    ...command(['--go', 'local', '--quick', '--cc', 'no-such-cc']),
    says: /C compiler "no-such-cc" is not on PATH/,
  },
  'bad-toolchain': { ...command(['--go', './nowhere']), says: /\.\/nowhere does not exist/ },
  'build-failed': {
    ...command(['--go', 'local', '--quick', '--cc', brokenCompiler()]),
    says: /cannot build for local/,
  },
  'cache-unwritable': {
    ...command([...install, '--cache-dir', '/proc/repro']),
    says: /cannot write \/proc\/repro/,
    needs: '/proc/self',
  },
  'disk-full': {
    ...command(['explain', 'bug', '-o', 'text=/dev/full']),
    says: /the disk is full/,
    needs: '/dev/full',
  },
  'bad-file': { ...command(['report', 'nosuch.json']), says: /cannot read nosuch\.json: it does not exist/ },
  interrupted: {
    provoke: async () => {
      const { context } = emptyMachine(path.join(folder, 'interrupted'), { signal: AbortSignal.abort() });
      const error: unknown = await installToolchain('go1.22.4', context, []).catch((cause: unknown) => cause);
      const { text, exitCode } = describeError(error);
      return { stderr: text, exitCode };
    },
    says: /was interrupted/,
  },
  environment: {
    ...command(['--go', 'local'], { GOTOOLCHAIN: 'nonsense' }),
    says: /does not say which Go builds here/,
  },
};

const page = readFileSync(path.resolve('docs/troubleshooting.md'), 'utf8');

/** As the sentence below the table of the page says. */
function documentedExitCode(code: string): number {
  const [, usage = '', interrupted = ''] =
    /^(.+) exit with 2, (.+) with 130, all others with 1\.$/m.exec(page) ?? [];
  if (usage === '') throw new Error('the page does not say the exit codes');
  return usage.includes(`\`${code}\``) ? 2 : interrupted.includes(`\`${code}\``) ? 130 : 1;
}

/** The complaint behind the notes of progress. */
const complaintIn = (stderr: string): string => /^cgoprof-repro: [^]*/m.exec(stderr)?.[0] ?? stderr;

const rows = Object.entries(provocations).map(([code, row]) => ({ code, ...row }));

describe.each(rows)('$code', ({ code, needs, provoke, says }) => {
  test.skipIf(needs !== undefined && !existsSync(needs))(
    'is one line, and a hint with something to type',
    { timeout: 300_000 },
    async () => {
      const { exitCode, stderr } = await provoke();
      const [message = '', ...hint] = complaintIn(stderr).trimEnd().split('\n');
      expect(message).toMatch(says);
      expect(message).toMatch(/^cgoprof-repro: \S.{5,600}$/);
      expect(hint.length).toBeGreaterThan(0);
      for (const line of hint) expect(line).toMatch(/^ {2}/);
      expect(hint.join('\n')).toMatch(
        /`[^`]+`|--[a-z]|cgoprof-repro [a-z]|-o FILE|Nearest: \S|Run the same command/,
      );
      expect(stderr).not.toMatch(
        /\bE[A-Z]{3,}:|\bENOENT\b|^ {4}at |at file:|Invalid (?:input|option)|^error: |bug of the tool/m,
      );
      expect(exitCode).toBe(documentedExitCode(code));
    },
  );

  test('is explained, and has its row', () => {
    expect(errorTopics.map(({ name }) => name)).toContain(code);
    expect(page).toContain(`\n| \`${code}\` `);
  });
});
