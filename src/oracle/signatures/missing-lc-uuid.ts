import type { Signature } from './signature.js';

export const missingLcUuid: Signature = {
  id: 'missing-lc-uuid',
  title: 'macOS refused the binary: missing LC_UUID',
  explanation:
    'macOS 26 kills binaries without LC_UUID before main, which Go before 1.24 writes when it links by itself. ' +
    'Link externally: -ldflags=-linkmode=external.',
  meaning: 'other',
  matches: (child) => child.output.includes('missing LC_UUID'),
  decisive: /^.*missing LC_UUID/m,
};
