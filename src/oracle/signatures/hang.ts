import type { Signature } from './signature.js';

export const hang: Signature = {
  id: 'hang',
  title: 'no end: stopped by the harness',
  explanation:
    'The child was still running at its deadline. It was sent SIGQUIT, for which Go prints its stacks, and SIGKILL if ' +
    'that did not end it.',
  meaning: 'hang',
  matches: (child) => child.endedBy === 'sigquit' || child.endedBy === 'sigkill',
  decisive: /^SIGQUIT: quit/m,
};
