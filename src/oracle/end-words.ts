import type { ChildRecord } from '../model/child.js';
import { exitCodeWords } from '../text/exit-code.js';

/** `exit code 2`, `ended by SIGSEGV`, or why it was not started. */
export function endWords(end: ChildRecord['end']): string {
  switch (end.kind) {
    case 'exited':
      return exitCodeWords(end.code);
    case 'signalled':
      return `ended by ${end.signal}`;
    case 'not-started':
      return end.reason;
  }
}
