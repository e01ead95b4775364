/** Real programs, altered as obfuscators do: undecided, never "no Go", on every kind of file. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bytesInMemory } from '../../src/model/byte-source.js';
import { judgeBinary } from '../helpers/judge-binary.js';
import { buildEntry, nameOf, type CorpusEntry } from '../helpers/binary-corpus.js';
import { obfuscated, type Obfuscation } from '../helpers/obfuscate.js';

const entry = (more: Partial<CorpusEntry>): CorpusEntry => ({
  release: '1.23.7',
  port: 'linux/amd64',
  program: 'cgo',
  mode: 'stripped',
  guard: null,
  expected: 'affected',
  ...more,
});

const entries: readonly CorpusEntry[] = [
  ...(['exe', 'stripped', 'pie', 'c-shared', 'c-archive', 'plugin', 'musl'] as const).map((mode) =>
    entry({ mode }),
  ),
  entry({ port: 'windows/amd64' }),
  entry({ port: 'windows/amd64', mode: 'c-archive' }),
  entry({ release: '1.26.8', expected: 'fixed' }),
  ...[
    'linux/386',
    'linux/arm',
    'linux/arm64',
    'linux/mips',
    'linux/s390x',
    'linux/ppc64',
    'linux/riscv64',
  ].map((port) => entry({ port, program: 'compilerless' })),
  ...['darwin/amd64', 'darwin/arm64', 'windows/386', 'freebsd/amd64'].map((port) =>
    entry({ port, program: 'compilerless' }),
  ),
];

const ways: readonly (readonly Obfuscation[])[] = [
  ['another table mark'],
  ['another table mark', 'another version'],
  ['a zeroed table mark', 'no version', 'scrambled names'],
  ['a scrambled table header', 'another build information mark'],
  ['a scrambled table header', 'no build information', 'scrambled names'],
];

describe('real programs that were altered', () => {
  test.for(entries.map((item) => [nameOf(item), item] as const))(
    '%s',
    { timeout: 300_000 },
    async ([, item], { skip }) => {
      const built = await buildEntry(item);
      if (built.kind === 'left-out') {
        skip(built.reason);
        return;
      }
      const bytes = readFileSync(built.path);
      for (const way of ways) {
        const judgements = judgeBinary(bytesInMemory(obfuscated(bytes, ...way)));
        expect(
          judgements.map(({ verdict }) => verdict),
          way.join(', '),
        ).toStrictEqual(['unknown']);
        expect(judgements[0]?.detail, way.join(', ')).toContain(
          'Go, but obfuscated: gate the plain build or its toolchain',
        );
      }
    },
  );
});
