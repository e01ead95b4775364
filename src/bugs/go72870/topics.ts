import type { Topic } from '../../model/topic.js';

const picture = `
C          a thread made by C, calls Go
 Go1       entered through an extra M     isExtraInC false
  C1       Go1 calls C
   Go2     C1 calls Go again              isExtraInC false
  C1       Go2 has returned               isExtraInC true: right, this is C
 Go1       C1 has returned                isExtraInC true: WRONG, this is Go

In that last frame
  a SIGPROF is recorded as if C were running,
  a nil dereference is taken for a crash in C,
  the garbage collector's request to stop is ignored.
`.slice(1, -1);

export const topics: readonly Topic[] = [
  {
    group: 'the bug',
    name: 'bug',
    aliases: ['72870', 'golang/go#72870', 'go#72870'],
    title: 'golang/go#72870: the outer Go frame counts as C after a nested callback',
    paragraphs: [
      'When C calls Go, that Go calls C, and that C calls Go again, the runtime marks the outer Go frame as "running in C" as soon as the inner callback has returned, and does not clear the mark.',
      'With CPU profiling on, each sample taken in that frame is recorded as two entries, the address and runtime._ExternalCode. Building the profile can then panic, in a goroutine where nothing recovers, and the process dies. A nil dereference that recover() should catch kills the process, and the garbage collector can wait forever.',
      'The end of runtime.cgocallbackg sets the mark whenever the thread came from C. The fix sets it only when no Go frame is left below: `if gp.m.isextra && gp.m.ncgo == 0`.',
      'Go 1.21.0 to 1.23.7 and 1.24.0 to 1.24.1 are affected; 1.23.8, 1.24.2 and all later ones are fixed. The number alone does not decide: 1.23.8 is fixed, the higher 1.24.0 is not, and vendors backport.',
    ],
    picture,
    facts: [
      { label: 'Upstream', text: 'https://go.dev/issue/72870' },
      { label: 'Regression test', text: 'TestCgoCallbackPprof in runtime/crash_cgo_test.go' },
      { label: 'See it', text: 'cgoprof-repro --go 1.23.0' },
    ],
  },
  {
    group: 'the bug',
    name: 'lookalikes',
    aliases: ['lc-uuid', '70529', '62440', 'golang/go#70529', 'golang/go#62440'],
    title: 'Crashes that look like this bug but are not',
    paragraphs: [
      'A crash counts only by its signature, in a probe that provokes just that symptom. These do not count:',
    ],
    facts: [
      {
        label: 'golang/go#70529',
        text: 'The same panic while the profile is built, rarely, on fixed toolchains: a SIGPROF between the return from a system call and the entry of a callback. When the flag says fixed and a profile panicked, the verdict is inconclusive and names it.',
      },
      {
        label: 'golang/go#62440',
        text: '`fatal: morestack on g0` in cgo callbacks: wrong stack bounds for a C thread. Fixed in 1.21.12 and 1.22.5. Signature: morestack-on-g0.',
      },
      {
        label: 'LC_UUID',
        text: 'macOS kills binaries without LC_UUID before main; Go before 1.24 writes such binaries when it links internally. Signature: missing-lc-uuid.',
      },
      {
        label: 'SIGKILL',
        text: 'The out-of-memory killer or a container limit. Signature: killed-from-outside.',
      },
      {
        label: 'Build failures',
        text: 'A C compiler or linker that fails says nothing about the runtime. The cell is skipped with the compiler’s own words.',
      },
    ],
  },
];
