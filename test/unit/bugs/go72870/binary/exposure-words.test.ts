import { describe, expect, it } from 'vitest';
import type { BinaryExposure } from '../../../../../src/oracle/binary/exposure.js';
import { noExposure } from '../../../../../src/oracle/binary/exposure.js';
import { withoutRuntime } from '../../../../../src/oracle/binary/judge-runtime.js';
import { cellOfBinary } from '../../../../../src/pipeline/gate/contents/binary-cell.js';
import { theBug } from '../../../../helpers/the-bug.js';

const list = (...names: readonly string[]) => ({ count: names.length, names });

function reasonWith(exposure: Partial<BinaryExposure>, more: { buildmode?: string; goos?: string } = {}) {
  return cellOfBinary(
    {
      ...withoutRuntime('elf', 'unknown', 'Because.'),
      verdict: 'affected',
      goos: more.goos ?? 'linux',
      settings: more.buildmode === undefined ? {} : { '-buildmode': more.buildmode },
      exposure: { ...noExposure, ...exposure },
      member: null,
    },
    { subject: 'app' },
    theBug,
  );
}

describe('what is said of exposure', () => {
  const both = { exportedFunctions: list('goInner', 'goOuter'), calledFunctions: list('callInner') };

  it('names the functions, and makes harm depend on what cannot be seen', () => {
    const { reason } = reasonWith(both);
    expect(reason).toContain('C can call 2 exported Go functions (goInner, goOuter)');
    expect(reason).toContain('Go calls 1 C function (callInner)');
    expect(reason).toMatch(/If a thread that C made calls into Go, and that Go calls C and C calls Go again/);
    expect(reason).toContain('The file does not show whether that happens.');
    expect(reason).not.toContain('can still');
  });

  it('says of a library that all its threads are made by C', () => {
    expect(reasonWith(both, { buildmode: 'c-shared' }).reason).toContain(
      'threads that call this library are made by C',
    );
  });

  it('shows the first five names', () => {
    const { reason } = reasonWith({ ...both, calledFunctions: list('a', 'b', 'c', 'd', 'e', 'f', 'g') });
    expect(reason).toContain('7 C functions (a, b, c, d, e and 2 more)');
  });

  it.each([
    [{ calledFunctions: list('f') }, 'needs Go that C can call'],
    [{ exportedFunctions: list('f') }, 'needs a call from Go to C'],
    [{}, 'no exported Go function was found'],
  ])('says what is missing for a nested callback in %j', (exposure, words) => {
    expect(reasonWith(exposure).reason).toContain(words);
  });

  it('counts what is made and called at run time', () => {
    const { reason } = reasonWith({
      madeAtRunTime: ['purego.NewCallback'],
      calledAtRunTime: ['purego.RegisterFunc'],
      cpuProfiling: ['runtime/pprof'],
    });
    expect(reason).toContain('made callable from C (purego.NewCallback)');
    expect(reason).toContain('C is called without names (purego.RegisterFunc)');
    expect(reason).toContain('a CPU profile can crash it');
  });

  it('says that Windows shows no symptom', () => {
    expect(reasonWith(both, { goos: 'windows' }).reason).toContain('On Windows the bug has no symptom');
  });

  it('is in the cell as fields, and only where there is any', () => {
    expect(reasonWith(both).exposure).toStrictEqual({
      exportedFunctions: { count: 2, names: ['goInner', 'goOuter'] },
      calledFunctions: { count: 1, names: ['callInner'] },
      madeAtRunTime: [],
      calledAtRunTime: [],
      cpuProfiling: [],
    });
    expect(reasonWith({})).not.toHaveProperty('exposure');
  });
});
