import { expect, test } from 'vitest';
import { bytesInMemory } from '../../../../src/model/byte-source.js';
import { judgeBinary } from '../../../helpers/judge-binary.js';
import { syntheticElf } from '../../../helpers/synthetic-elf.js';
import { runtimeFunctions } from '../../../helpers/synthetic-runtime.js';

const exposureWith = (...names: readonly string[]) =>
  judgeBinary(
    bytesInMemory(
      syntheticElf([
        ...runtimeFunctions('affected').filter(({ name }) => !name.startsWith('_cgoexp_')),
        ...names.map((name) => ({ name, code: [0xc3] })),
      ]).bytes,
    ),
  )[0]?.exposure;

test('functions are listed by their own names, each once, without helpers of cgo', () => {
  expect(
    exposureWith(
      '_cgoexp_0123456789ab_goOuter',
      '_cgoexp_0123456789ab_go_inner',
      'main._Cfunc_callInner',
      'example.com/a.b/c._Cfunc_callInner',
      'net._C2func_getaddrinfo',
      'main._Cfunc_GoString',
      'main._Cfunc_callInner.func1',
    ),
  ).toMatchObject({
    exportedFunctions: { count: 2, names: ['goOuter', 'go_inner'] },
    calledFunctions: { count: 2, names: ['callInner', 'getaddrinfo'] },
    madeAtRunTime: [],
  });
});

test('what makes and calls functions at run time is named', () => {
  expect(
    exposureWith(
      'github.com/ebitengine/purego.NewCallback',
      'github.com/ebitengine/purego.compileCallback',
      'github.com/ebitengine/purego.RegisterFunc',
      'syscall.NewCallback',
    ),
  ).toMatchObject({
    madeAtRunTime: ['purego.NewCallback', 'syscall.NewCallback'],
    calledAtRunTime: ['purego.RegisterFunc'],
  });
});

test('names are bounded and made safe', () => {
  const many = Array.from({ length: 300 }, (_, index) => `_cgoexp_0123456789ab_f${index}`);
  const exposure = exposureWith(...many, `main._Cfunc_\u{1b}[31m${'x'.repeat(1000)}`);
  expect(exposure?.exportedFunctions.count).toBe(300);
  expect(exposure?.exportedFunctions.names).toHaveLength(50);
  const [name = ''] = exposure?.calledFunctions.names ?? [];
  expect(name).not.toContain('\u{1b}');
  expect(name.length).toBeLessThanOrEqual(120);
});
