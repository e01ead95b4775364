/** The events that are worth a line that stays, in words; null for those that only move the display. */
import type { Event } from '../../model/event.js';
import { unreachable } from '../../model/unreachable.js';
import type { Tone } from '../page/document.js';
import { bytes, duration, nameOf, plural, speaker, verdictWord } from '../page/words.js';

export interface Note {
  readonly text: string;
  readonly tone: Tone;
}

/** Notes that even a live display prints above itself, since no report repeats them. */
export function lastingNote(event: Event): Note | null {
  if (event.type === 'warning') return { text: `warning: ${event.message}`, tone: 'loud' };
  if (event.type === 'note') return dim(event.message);
  if (event.type === 'file-changed')
    return { text: `${event.file}: ${plural(event.edits, 'edit')} made`, tone: 'plain' };
  if (event.type === 'spec-resolved' && event.note !== undefined) return dim(event.note);
  return null;
}

/**
 * Notes of an append-only display: the start of what takes long, and every answer. What the report repeats of each of
 * many cells is left out.
 * @param isOneOfMany true if the work is told by a count
 */
export function plainNote(event: Event, isOneOfMany: boolean): Note | null {
  switch (event.type) {
    case 'spec-resolved':
    case 'note':
    case 'file-changed':
    case 'warning':
      return lastingNote(event);
    case 'install-started':
      return dim(`${event.release}: installing`);
    case 'install-finished':
      return dim(`${event.release}: installed in ${duration(event.durationMs)}`);
    case 'pruned':
      return dim(prunedWords(event));
    case 'build-started':
      return event.first === undefined
        ? null
        : dim(`${event.subject}: building; compiles the standard library once${expected(event.first)}`);
    case 'build-finished':
      return event.cached ? null : dim(`${event.subject}: built in ${duration(event.durationMs)}`);
    case 'evidence': {
      const { evidence, subject } = event;
      if (isOneOfMany) return null;
      return { text: `${subject}: ${speaker(evidence)} says ${evidence.verdict}`, tone: 'plain' };
    }
    case 'cell-finished': {
      const { cell, name, index, total } = event;
      const place = total > 1 ? `[${index + 1}/${total}] ` : '';
      return { text: `${place}${name ?? nameOf(cell)}: ${verdictWord(cell)}`, tone: cell.verdict };
    }
    case 'toolchain-found':
    case 'install-progress':
    case 'install-stage':
    case 'prune-progress':
    case 'work-progress':
    case 'trial':
    case 'cell-started':
    case 'bisect-step':
    case 'probe-started':
      return null;
    default:
      return unreachable(event);
  }
}

const dim = (text: string): Note => ({ text, tone: 'dim' });

function prunedWords({ name, bytes: freed, place }: Extract<Event, { type: 'pruned' }>): string {
  const removed = `${name}: removed (${bytes(freed)})`;
  return place === undefined
    ? `${removed} to stay within the size limit`
    : `[${place.index + 1}/${place.total}] ${removed}`;
}

/** The time that the first build of a release takes, if it was measured on this machine. */
const expected = ({ expectedMs }: { readonly expectedMs: number | null }): string =>
  expectedMs === null ? ', about a minute' : `, about ${duration(expectedMs)}`;
