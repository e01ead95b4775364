import { describe, expect, it } from 'vitest';
import { knownFailure } from '../../../src/program/known-failures.js';

describe('knownFailure', () => {
  it.each([
    [
      'cgo: C compiler "gcc" not found: exec: "gcc": executable file not found in $PATH',
      'there is no C compiler',
    ],
    ['# runtime/cgo\ncgo: exec: "clang-99": executable file not found in $PATH', 'there is no C compiler'],
    [
      '# runtime/cgo\n_cgo_export.c:3:10: fatal error: stdlib.h: No such file or directory',
      'the C library has no headers',
    ],
    ["gcc_libinit.c:8:10: fatal error: 'stdlib.h' file not found", null],
    ["./callbacks.c:3:10: fatal error: 'stdlib.h' file not found\n#include <stdlib.h>", null],
    ['/usr/bin/ld: cannot find crt1.o: No such file or directory', 'the linker does not find the C library'],
    [
      '/usr/bin/ld: cannot find -lpthread: No such file or directory',
      'the linker does not find the C library',
    ],
    [
      '/usr/include/linux/errno.h:1:10: fatal error: asm/errno.h: No such file or directory',
      'the kernel headers for this architecture are missing',
    ],
    ['cc1: fatal error: error writing to /tmp/ccX.s: No space left on device', 'the disk is full'],
    ['/usr/lib/go/pkg/tool/linux_amd64/compile: signal: killed', 'the compiler was killed'],
    ['collect2: fatal error: ld terminated with signal 9 [Killed]', 'the compiler was killed'],
    ['cmd/go: unsupported GOOS/GOARCH pair linux/loong65', 'this release does not know the target'],
  ])('%j: %s', (log, summary) => {
    const known = knownFailure(log);
    expect(known?.summary).toContain(summary ?? 'the C library has no headers');
    expect(known?.hint.trim()).not.toBe('');
  });

  it.each([
    '',
    './nesting.go:12:2: undefined: round',
    '# cgoprofrepro\n./main.go:3:1: syntax error: non-declaration statement outside function body',
  ])('nothing is known of %j', (log) => {
    expect(knownFailure(log)).toBeNull();
  });
});
