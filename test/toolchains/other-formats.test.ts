/** Formats that are recognised and not read, as Go makes them, and core dumps of real processes. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openByteSource } from '../../src/host/files/byte-source.js';
import { judgeBinary } from '../helpers/judge-binary.js';
import { type BinaryJudgement } from '../../src/oracle/binary/judge-binary.js';
import { buildEntry, type CorpusEntry } from '../helpers/binary-corpus.js';

function judgeFile(file: string): readonly BinaryJudgement[] {
  const source = openByteSource(file);
  const judgements = judgeBinary(source);
  source.close();
  return judgements;
}

const folder = mkdtempSync(path.join(tmpdir(), 'other-formats-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.for([
  ['aix/ppc64', 'unknown', 'XCOFF'],
  ['plan9/amd64', 'no-cgo', 'Plan 9'],
  ['plan9/386', 'no-cgo', 'Plan 9'],
  ['plan9/arm', 'no-cgo', 'Plan 9'],
  ['js/wasm', 'no-cgo', 'WebAssembly'],
  ['wasip1/wasm', 'no-cgo', 'WebAssembly'],
] as const)('%s', { timeout: 300_000 }, async ([port, verdict, detail], { skip }) => {
  const entry: CorpusEntry = {
    release: '1.23.7',
    port,
    program: 'pure',
    mode: 'stripped',
    guard: null,
    expected: 'unknown',
  };
  const built = await buildEntry(entry);
  if (built.kind === 'left-out') {
    skip(built.reason);
    return;
  }
  const [goos, goarch] = port.split('/');
  expect(judgeFile(built.path)).toMatchObject([
    { verdict, goos, goarch, goVersion: 'go1.23.7', detail: expect.stringContaining(detail) },
  ]);
});

const corePattern = '/proc/sys/kernel/core_pattern';
const isInFolder = existsSync(corePattern) && /^core\s*$/.test(readFileSync(corePattern, 'utf8'));

describe.runIf(process.platform === 'linux' && isInFolder)('a core dump', () => {
  beforeAll(() => {
    const source = path.join(folder, 'source');
    execFileSync('cp', ['-r', 'test/fixtures/binary-corpus/cgo', source]);
    const file = path.join(source, 'main.go');
    writeFileSync(
      file,
      readFileSync(file, 'utf8')
        .replace('import "C"', 'import "C"\nimport "time"')
        .replace('C.callOuter() }', 'C.callOuter(); println("ready"); time.Sleep(time.Hour) }'),
    );
    for (const release of ['1.23.7', '1.23.8'])
      execFileSync('go', ['build', '-buildvcs=false', '-o', path.join(folder, `go${release}`), '.'], {
        cwd: source,
        env: { ...process.env, GOTOOLCHAIN: `go${release}`, CGO_ENABLED: '1', GOFLAGS: '' },
      });
    writeFileSync(
      path.join(folder, 'c.c'),
      '#include <stdio.h>\n#include <unistd.h>\nint main(void) { fputs("ready\\n", stderr); pause(); }\n',
    );
    execFileSync('gcc', ['c.c', '-o', 'c'], { cwd: folder });
  }, 300_000);

  /** `filter` as in core(5): 0x33 is what Linux has if nothing is set, 0x3f dumps what files hold as well. */
  async function dumpOf(program: string, filter: string): Promise<readonly BinaryJudgement[]> {
    const command = `ulimit -c unlimited && echo ${filter} > /proc/self/coredump_filter && exec ./${program}`;
    const child = spawn('sh', ['-c', command], {
      cwd: folder,
      env: { ...process.env, GOTRACEBACK: 'crash' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const ended = once(child, 'exit');
    await once(child.stderr, 'data');
    child.stderr.resume();
    child.kill('SIGABRT');
    await ended;
    const core = path.join(folder, 'core');
    const judgements = judgeFile(core);
    rmSync(core);
    return judgements;
  }

  test.for([
    ['go1.23.7', '0x3f', 'affected'],
    ['go1.23.8', '0x3f', 'fixed'],
    ['go1.23.7', '0x33', 'unknown'],
    ['go1.23.8', '0x33', 'unknown'],
    ['go1.23.8', '0x23', 'unknown'],
  ] as const)('of %s with filter %s', async ([program, filter, verdict]) => {
    const [judgement] = await dumpOf(program, filter);
    expect(judgement).toMatchObject({ verdict, goVersion: program, member: path.join(folder, program) });
    if (verdict === 'unknown')
      expect(judgement?.detail).toContain(`gate ${path.join(folder, program)} itself`);
  });

  test('of a C program has no Go in it', async () => {
    expect(await dumpOf('c', '0x33')).toMatchObject([{ verdict: 'not-go' }]);
  });
});

const gccgo = ((): boolean => {
  try {
    execFileSync('gccgo', ['--version']);
    return true;
  } catch {
    return false;
  }
})();

test.runIf(gccgo)('what gccgo built is undecided, linked in every way', { timeout: 120_000 }, () => {
  const source = path.resolve('test/fixtures/binary-corpus/pure/main.go');
  for (const args of [[], ['-static-libgo'], ['-static-libgo', '-s'], ['-c']]) {
    const output = path.join(folder, 'gccgo');
    execFileSync('gccgo', [...args, '-o', output, source]);
    expect(judgeFile(output), args.join(' ')).toMatchObject([
      { verdict: 'unknown', detail: expect.stringContaining('gccgo: another runtime, not judged') },
    ]);
  }
});
