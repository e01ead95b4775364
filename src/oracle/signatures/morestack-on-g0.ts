import type { Signature } from './signature.js';

export const morestackOnG0: Signature = {
  id: 'morestack-on-g0',
  title: 'fatal: morestack on g0',
  explanation:
    'Another cgo callback bug: the runtime had wrong stack bounds for a C thread. golang/go#62440, fixed in 1.21.12 ' +
    'and 1.22.5.',
  meaning: 'other',
  matches: (child) => child.output.includes('fatal: morestack on g0'),
  decisive: /^.*fatal: morestack on g0/m,
};
