import type { BugIdentity } from '../bug.js';

export const identity: BugIdentity = {
  id: 'go72870',
  name: 'golang/go#72870',
  about: 'nested cgo callbacks under CPU profiling',
  single: 'nested-callbacks-single',
  issue: {
    did: 'A thread made by C calls Go, that Go calls C, and that C calls Go again, while CPU profiles are taken. The outer Go frame goes on after the inner callback has returned.',
    expected:
      'The runtime knows that the outer frame is Go (m.isExtraInC is false), every CPU profile is built, and the process goes on.',
  },
  findings: {
    'affected-toolchain': [
      'Every cgo program built with it has the bug, no matter what its VERSION file says. Nothing was run: src/runtime/cgocall.go was read.',
      'Build with the release that the report names. With --run the toolchain is also asked by a program built with it.',
    ],
    'affected-binary': [
      'The code at the end of runtime.cgocallbackg was followed: it marks the thread as running C without checking for Go frames below. Neither the file’s version nor its name was trusted.',
      'Rebuild it with a release that has the fix. Exposure says how close it is to harm. The bug shows when a thread made by C calls a Go function, that calls C, and C calls Go again before it returns. The report names the Go functions that C can call and the C functions that Go calls, and says whether anything that turns on CPU profiling is linked in. It cannot show which of them call each other. In that state a CPU profile can crash the process; without one a nil dereference kills it past recover(), and the garbage collector can hang.',
    ],
    'undecided-toolchain': [
      'The source files are missing, or their end of cgocallbackg is written in a way that is not understood. That is not an all-clear.',
      'Give --run: a program built with the toolchain then reads the flag itself.',
    ],
  },
};
