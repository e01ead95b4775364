import { exitsLikeGoPanic, type Signature } from './signature.js';

export const goFatalError: Signature = {
  id: 'go-fatal-error',
  title: 'fatal error of the Go runtime',
  explanation: 'The runtime stopped the process for a reason of its own, which the first line names.',
  meaning: 'other',
  matches: (child) =>
    exitsLikeGoPanic(child) &&
    /^fatal error: /m.test(child.output) &&
    /^(?:goroutine \d+ |runtime stack:)/m.test(child.output),
  decisive: /^fatal error: /m,
};
