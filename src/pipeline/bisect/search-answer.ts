import type { Answer } from '../../model/bisect.js';
import type { ReproError } from '../../model/errors.js';
import type { Cell } from '../../model/report.js';
import { unreachable } from '../../model/unreachable.js';

/** What an examined release tells a search. Only a verdict is an answer; anything else leaves the release out. */
export function answerOf(cell: Cell): Answer {
  switch (cell.verdict) {
    case 'affected':
      return { kind: 'bad' };
    case 'fixed':
      return { kind: 'good' };
    case 'not-applicable':
      return { kind: 'not-applicable' };
    case 'inconclusive':
      return { kind: 'skip', reason: cell.reason };
    default:
      return unreachable(cell.verdict);
  }
}

/**
 * Whether an error is about this release alone and will be the same tomorrow. Anything else (no network, a full disk)
 * says nothing about the release: the search stops, to be resumed, rather than leave out release after release.
 */
export function concernsRelease({ code }: ReproError): boolean {
  return code === 'release-refused' || code === 'offline' || code === 'bad-toolchain';
}

/** The error without the release's name, which is told beside it, and without the go command's words. */
export function reasonWithout(release: string, { message }: ReproError): string {
  const [line = message] = message.split('\n', 1);
  return line.startsWith(`${release} `) ? line.slice(release.length + 1).replace(/^is /, '') : line;
}
