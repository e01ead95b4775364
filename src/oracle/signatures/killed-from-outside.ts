import { deathSignal, type Signature } from './signature.js';

export const killedFromOutside: Signature = {
  id: 'killed-from-outside',
  title: 'killed from outside',
  explanation:
    'SIGKILL or SIGTERM that the harness did not send: the out-of-memory killer, a container limit, a person.',
  meaning: 'killed',
  matches: (child) => child.endedBy === 'itself' && ['SIGKILL', 'SIGTERM'].includes(deathSignal(child) ?? ''),
};
