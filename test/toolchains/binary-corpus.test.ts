import { describe, expect, test } from 'vitest';
import { openByteSource } from '../../src/host/files/byte-source.js';
import { judgeBinary } from '../helpers/judge-binary.js';
import { buildEntry, corpus, nameOf } from '../helpers/binary-corpus.js';

const exportsOf = { cgo: ['goInner', 'goOuter'], profiled: ['goOuter'], pure: [], compilerless: [] };
const callsOf = { cgo: ['callInner', 'callOuter'], profiled: ['callOuter'], pure: [], compilerless: [] };

describe('the machine-code oracle on real programs', () => {
  test.for(corpus().map((entry) => [nameOf(entry), entry] as const))('%s', async ([, entry], { skip }) => {
    const built = await buildEntry(entry);
    if (built.kind === 'left-out') {
      skip(built.reason);
      return;
    }
    const source = openByteSource(built.path);
    const judgements = judgeBinary(source);
    source.close();
    const [goos, goarch] = entry.port.split('/');
    const profiled = entry.program === 'profiled';
    expect(judgements).toMatchObject([
      {
        verdict: entry.expected,
        goos,
        goarch,
        goVersion: `go${entry.release}`,
        exposure: {
          exportedFunctions: {
            count: exportsOf[entry.program].length,
            names: expect.arrayContaining(exportsOf[entry.program]),
          },
          calledFunctions: { names: expect.arrayContaining(callsOf[entry.program]) },
          cpuProfiling: profiled ? ['runtime/pprof', 'net/http/pprof'] : [],
        },
      },
    ]);
  });
});
