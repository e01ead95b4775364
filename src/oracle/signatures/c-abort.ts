import { deathSignal, hasGoTraceback, type Signature } from './signature.js';

export const cAbort: Signature = {
  id: 'c-abort',
  title: 'abort() in C',
  explanation: 'C code gave up: an assertion, a damaged heap, a smashed stack.',
  meaning: 'other',
  matches: (child) =>
    child.endedBy === 'itself' && deathSignal(child) === 'SIGABRT' && !hasGoTraceback(child),
};
