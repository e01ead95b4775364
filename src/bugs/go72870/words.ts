import type { BugWords } from '../bug.js';

export const words: BugWords = {
  fact: {
    name: 'the flag',
    affected: 'the flag is wrong after the nested callback',
    fixed: 'the flag is right after the nested callback',
    absent: 'this runtime has no such flag',
    absence: 'it has no such flag',
  },
  older: 'older than go1.21, whose runtime introduced isExtraInC',
  lookalike: (probes) => (probes.includes('profile-crash') ? 'golang/go#70529' : null),
  verdicts: {
    affected:
      'The compiled code has the bug: a run or the flag of the runtime showed it. Upgrade to the release that the report names.',
    fixed:
      'The flag of the runtime is right after a nested callback, and the source or another probe confirms it.',
    'not-applicable':
      'The runtime has nothing that could go wrong: before Go 1.21 there is no isExtraInC, and without cgo no callback.',
    inconclusive:
      'The evidence is missing or contradicts itself; the reason is in the report. This is not an all-clear: the exit code is 4.',
  },
  oracles: {
    source:
      'Reads src/runtime/cgocall.go and runtime2.go of the GOROOT and works out what the end of cgocallbackg does to isExtraInC. These sources are compiled into every program, so they say more than the VERSION file. Code that is not understood with certainty is unknown.',
    binary:
      'Follows the machine code of runtime.cgocallbackg on every path: is isExtraInC set after the callback without checking ncgo? This code will run, so it decides, no matter which version the file names: a backport is fixed, a release whose fix was removed is affected. A file with several runtimes (a fat Mach-O file, a static library) gets an answer for each.',
  },
  exposure:
    'the Go functions that C can call, the C functions that Go calls, and whether a CPU profiler is linked in. Only a run could show which of them call each other, and on which threads.',
};
