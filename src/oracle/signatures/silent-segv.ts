import { deathSignal, hasGoTraceback, type Signature } from './signature.js';

/** A fault in a misflagged Go frame: the runtime takes it for C's and lets the default action kill the process. */
export const silentSegv: Signature = {
  id: 'silent-segv',
  title: 'SIGSEGV without a Go traceback',
  explanation:
    'The runtime took a fault in Go code for a fault in C code, so nothing was recovered and nothing printed. ' +
    'Any crash in C looks the same: it speaks for golang/go#72870 only where the probe provokes the fault in Go.',
  meaning: 'this-bug',
  matches: (child) =>
    child.endedBy === 'itself' &&
    ['SIGSEGV', 'SIGBUS'].includes(deathSignal(child) ?? '') &&
    !hasGoTraceback(child),
};
