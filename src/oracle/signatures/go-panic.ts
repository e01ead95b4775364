import { exitsLikeGoPanic, type Signature } from './signature.js';

export const goPanic: Signature = {
  id: 'go-panic',
  title: 'Go panic of another kind',
  explanation: 'A panic that is not the profile builder’s.',
  meaning: 'other',
  matches: (child) => exitsLikeGoPanic(child) && /^panic: /m.test(child.output),
  decisive: /^panic: /m,
};
