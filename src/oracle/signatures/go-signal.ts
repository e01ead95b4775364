import type { Signature } from './signature.js';

export const goSignal: Signature = {
  id: 'go-signal',
  title: 'signal with a Go traceback',
  explanation:
    'The process died of a signal that the runtime recognised and reported, as it should for a fault in C.',
  meaning: 'other',
  matches: (child) => child.endedBy === 'itself' && /^SIG[A-Z]+: .*\nPC=/m.test(child.output),
  decisive: /^SIG[A-Z]+: /m,
};
