/** Ways to die that any program has. */
import { endedByConsole, missingDll, missingDllAdvice } from '../../text/exit-code.js';
import { deathSignal, exitsLikeGoPanic, hasGoTraceback, windowsStatus, type Signature } from './signature.js';

/** The action of the tool explains more than the child's output then. */
export const hang: Signature = {
  id: 'hang',
  title: 'no end: stopped by the tool',
  explanation:
    'The child was still running at its deadline. It was sent SIGQUIT, on which Go prints its stacks, and SIGKILL if ' +
    'that did not end it.',
  ending: 'hang',
  matches: (child) => child.endedBy === 'sigquit' || child.endedBy === 'sigkill',
  decisive: /^SIGQUIT: quit/m,
};

/** Specific ones come before general ones. */
export const generalSignatures: readonly Signature[] = [
  {
    id: 'morestack-on-g0',
    title: 'fatal: morestack on g0',
    explanation:
      'Another cgo callback bug: the runtime had wrong stack bounds for a C thread. golang/go#62440, fixed in 1.21.12 ' +
      'and 1.22.5.',
    ending: 'crash',
    matches: (child) => child.output.includes('fatal: morestack on g0'),
    decisive: /^.*fatal: morestack on g0/m,
  },
  {
    id: 'missing-lc-uuid',
    title: 'macOS refused the binary: missing LC_UUID',
    explanation:
      'macOS 26 kills binaries without LC_UUID before main. Go before 1.24 writes such binaries when it links internally. ' +
      'Link externally: -ldflags=-linkmode=external.',
    ending: 'crash',
    matches: (child) => child.output.includes('missing LC_UUID'),
    decisive: /^.*missing LC_UUID/m,
  },
  {
    id: 'go-fatal-error',
    title: 'fatal error of the Go runtime',
    explanation: 'The runtime stopped the process for a reason of its own, which the first line names.',
    ending: 'crash',
    matches: (child) =>
      exitsLikeGoPanic(child) &&
      /^fatal error: /m.test(child.output) &&
      /^(?:goroutine \d+ |runtime stack:)/m.test(child.output),
    decisive: /^fatal error: /m,
  },
  {
    id: 'go-panic',
    title: 'Go panic of another kind',
    explanation: 'A panic that is not the profile builder’s.',
    ending: 'crash',
    matches: (child) => exitsLikeGoPanic(child) && /^panic: /m.test(child.output),
    decisive: /^panic: /m,
  },
  {
    id: 'go-signal',
    title: 'signal with a Go traceback',
    explanation:
      'The process died of a signal that the runtime recognised and reported, as it should for a fault in C.',
    ending: 'crash',
    matches: (child) =>
      child.endedBy === 'itself' && /^(?:SIG[A-Z]+: |Exception 0x[0-9a-f]+ ).*\nPC=/m.test(child.output),
    decisive: /^(?:SIG[A-Z]+: |Exception 0x)/m,
  },
  /** A fault in a misflagged Go frame: the runtime takes it for one in C and lets the default action kill the process. */
  {
    id: 'silent-segv',
    title: 'SIGSEGV without a Go traceback',
    explanation:
      'The runtime took a fault in Go code for a fault in C code, so nothing was recovered and nothing printed. ' +
      'Any crash in C looks the same, so it speaks for a bug of the runtime only if the probe provokes the fault in Go.',
    ending: 'crash',
    matches: (child) =>
      child.endedBy === 'itself' &&
      ['SIGSEGV', 'SIGBUS'].includes(deathSignal(child) ?? '') &&
      !hasGoTraceback(child),
  },
  {
    id: 'c-abort',
    title: 'abort() in C',
    explanation: 'C code gave up: an assertion, a damaged heap, a smashed stack.',
    ending: 'crash',
    matches: (child) =>
      child.endedBy === 'itself' && deathSignal(child) === 'SIGABRT' && !hasGoTraceback(child),
  },
  {
    id: 'missing-dll',
    title: 'Windows did not start the program: a DLL is missing',
    explanation: `Windows looks for DLLs beside the program and on PATH. ${missingDllAdvice}.`,
    ending: 'crash',
    matches: (child) => child.endedBy === 'itself' && windowsStatus(child) === missingDll,
  },
  {
    id: 'windows-exception',
    title: 'ended by Windows for an exception',
    explanation:
      'A fault that nothing in the program handled, most likely in C: Go on Windows handles those of its own code. ' +
      'An access violation is 0xC0000005.',
    ending: 'crash',
    matches: (child) => {
      const status = windowsStatus(child);
      return child.endedBy === 'itself' && status !== null && status !== endedByConsole;
    },
  },
  {
    id: 'killed-from-outside',
    title: 'killed from outside',
    explanation:
      'SIGKILL or SIGTERM that this tool did not send: the out-of-memory killer, a container limit, a person. On Windows, ' +
      'Ctrl-C or a console that was closed.',
    ending: 'killed',
    matches: (child) =>
      child.endedBy === 'itself' &&
      (['SIGKILL', 'SIGTERM'].includes(deathSignal(child) ?? '') || windowsStatus(child) === endedByConsole),
  },
];
