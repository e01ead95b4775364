import { describe, expect, expectTypeOf, test } from 'vitest';
import type { z } from 'zod';
import type { CallOptions } from '../../../src/api/call-options.js';
import { checkOptions, type optionSchemas } from '../../../src/api/check-options.js';
import type {
  BisectOptions,
  GateOptions,
  MatrixOptions,
  RunOptions,
  ScanOptions,
} from '../../../src/requests/options.js';

type Plain<T> = { [Key in keyof T]: T[Key] };
type Checked<Name extends keyof typeof optionSchemas> = Plain<
  Readonly<z.infer<(typeof optionSchemas)[Name]>>
>;

test('what is checked is what the types say, to the last option', () => {
  expectTypeOf<Checked<'run'>>().toEqualTypeOf<Plain<RunOptions & CallOptions>>();
  expectTypeOf<Checked<'matrix'>>().toEqualTypeOf<Plain<MatrixOptions & CallOptions>>();
  expectTypeOf<Checked<'bisect'>>().toEqualTypeOf<Plain<BisectOptions & CallOptions>>();
  expectTypeOf<Checked<'gate'>>().toEqualTypeOf<Plain<GateOptions & CallOptions>>();
  expectTypeOf<Checked<'scan'>>().toEqualTypeOf<Plain<ScanOptions & CallOptions>>();
});

describe('options', () => {
  test.each([
    ['run', {}],
    ['run', { go: ['1.23.0'], quick: undefined, confidence: 0.9, signal: AbortSignal.abort() }],
    ['matrix', { race: 'both', buildmode: ['pie'], failOn: [] }],
    ['gate', { asOf: '2026-02-28', pid: [1], onEvent: () => undefined }],
  ] as const)('of %s pass: %j', (name, options) => {
    expect(() => checkOptions(name, options)).not.toThrow();
  });

  test.each([
    ['run', { quik: true }, 'quik'],
    ['run', { go: '1.23.0' }, 'go'],
    ['run', { go: '1.23.0' }, 'run: the option go: it must be a list'],
    ['run', { go: [] }, 'go: it must be at least 1 items long'],
    ['matrix', { go: [] }, 'go'],
    ['scan', { go: [] }, 'go'],
    ['run', { runs: 0 }, 'runs'],
    ['run', { threads: 1001 }, 'threads'],
    ['run', { confidence: 1 }, 'confidence'],
    ['run', { signal: {} }, 'signal'],
    ['matrix', { buildmode: ['exe', 'static'] }, 'buildmode.1'],
    ['bisect', { go: ['1.23.0'] }, 'go'],
    ['gate', { asOf: '2026-02-30' }, 'asOf'],
    ['scan', { onEvent: 'print' }, 'onEvent'],
    ['scan', null, 'its options'],
  ] as const)('of %s are refused: %j', (name, options, named) => {
    expect(() => checkOptions(name, options)).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringContaining(named) }),
    );
  });
});
