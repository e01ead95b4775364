import { execFileSync } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/host/clock.js';
import { currentEnvironment } from '../../src/host/environment.js';
import { createHttpClient } from '../../src/host/net/http.js';
import { predictRelease } from '../../src/release/predictions.js';
import { readLocalSource } from '../../src/toolchain/source/local-source.js';
import { readRemoteSource } from '../../src/toolchain/fetch/remote-source.js';
import { gorootOf } from '../helpers/goroot-of.js';
import { theBug } from '../helpers/the-bug.js';

const goEnv = (name: string): string => execFileSync('go', ['env', name], { encoding: 'utf8' }).trim();
/** The machine's own Go, whatever it is. */
const ownRelease = goEnv('GOVERSION');
const http = createHttpClient({
  clock: systemClock,
  random: Math.random,
  environment: currentEnvironment(),
  userAgent: 'cgoprof-repro-test',
});
afterAll(() => http.close());

/** What FACTS about the issue say and what was seen running; not made from the table that is tested. */
function expected(release: string): string {
  const [line = '', patch = '0'] = [/^go(1\.\d+)/.exec(release)?.[1], /^go1\.\d+\.(\d+)$/.exec(release)?.[1]];
  const minor = Number(line.slice(2));
  if (minor <= 20) return 'not-applicable';
  if (minor <= 22) return 'affected';
  if (minor >= 25) return 'fixed';
  return Number(patch) < (minor === 23 ? 8 : 2) ? 'affected' : 'fixed';
}

const installed = ['go1.20.14', 'go1.21.0', 'go1.22.12', 'go1.23.7', 'go1.23.8', 'go1.24.1', 'go1.24.2'];

const oracle = theBug.source;
const cgocallFile = 'src/runtime/cgocall.go';

describe('the sources of real toolchains', () => {
  it.each([...installed, ownRelease])('%s as installed', async (release) => {
    const sources = await readLocalSource(await gorootOf(release), oracle.files);
    const judgement = oracle.judge(sources);
    expect(judgement.verdict).toBe(expected(release));
    const lines = sources[cgocallFile]?.split('\n') ?? [];
    const store = judgement.line === null ? '' : (lines[judgement.line - 1] ?? '');
    expect(store.includes('gp.m.isExtraInC = true')).toBe(judgement.verdict !== 'not-applicable');
  });

  const boundaries = (
    'go1.20 go1.20.14 go1.21.0 go1.21.13 go1.22rc1 go1.22.0 go1.22.12 go1.23rc1 go1.23.0 go1.23.7 go1.23.8 ' +
    'go1.23.12 go1.24rc3 go1.24.0 go1.24.1 go1.24.2 go1.24.4 go1.25.0 go1.26.0 go1.27.0'
  ).split(' ');
  it.each(boundaries)('%s as the proxy serves it', async (release) => {
    const source = await readRemoteSource({ release, files: oracle.files, goproxy: goEnv('GOPROXY'), http });
    if (source.kind !== 'sources') throw new Error(`${release}: ${source.kind}`);
    expect(oracle.judge(source.texts).verdict).toBe(expected(release));
    expect(source.bytesRead).toBeLessThan(1_600_000);
    // The shipped table says the same of the same text.
    expect(predictRelease(theBug, release)).toEqual({
      verdict: expected(release),
      sourceHash: oracle.hash(source.texts),
    });
  });

  it('a proxy and an installed copy have the same text', async () => {
    const release = 'go1.23.8';
    const source = await readRemoteSource({ release, files: oracle.files, goproxy: goEnv('GOPROXY'), http });
    expect(source).toMatchObject({
      kind: 'sources',
      texts: await readLocalSource(await gorootOf(release), oracle.files),
    });
  });
});

describe('edited copies of real sources', () => {
  const guard = ' && gp.m.ncgo == 0';
  it.each(installed.filter((release) => expected(release) === 'fixed'))(
    '%s without the fix is affected',
    async (release) => {
      const sources = await readLocalSource(await gorootOf(release), oracle.files);
      const cgocall = sources[cgocallFile] ?? '';
      expect(cgocall).toContain(guard);
      expect(oracle.judge({ ...sources, [cgocallFile]: cgocall.replace(guard, '') }).verdict).toBe(
        'affected',
      );
    },
  );
  it.each(installed.filter((release) => expected(release) === 'affected'))(
    '%s with the fix is fixed',
    async (release) => {
      const sources = await readLocalSource(await gorootOf(release), oracle.files);
      const [before = '', after = ''] = (sources[cgocallFile] ?? '').split(
        /if gp\.m\.isextra \{(?=\s+gp\.m\.isExtraInC = true)/,
      );
      const edited = `${before}if gp.m.isextra${guard} {${after}`;
      expect(oracle.judge({ ...sources, [cgocallFile]: edited }).verdict).toBe('fixed');
    },
  );
});
