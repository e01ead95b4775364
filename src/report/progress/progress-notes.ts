/** The events that are worth a line that stays, in words; null for those that only move the display. */
import type { Event } from '../../model/event.js';
import { unreachable } from '../../model/unreachable.js';
import type { Tone } from '../page/document.js';
import { bytes, duration, nameOf, plural, speaker } from '../page/words.js';

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

/** Notes of an append-only display: the start of long work, and every answer. */
export function plainNote(event: Event): Note | null {
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
      return dim(`${event.subject}: building for ${event.target}`);
    case 'build-finished':
      return dim(
        `${event.subject}: ${event.cached ? 'program taken from the cache' : `built in ${duration(event.durationMs)}`}`,
      );
    case 'probe-started':
      return dim(`${event.subject}: ${event.probe}${expectedWords(event.expectedMs)}`);
    case 'evidence': {
      const { evidence, subject } = event;
      return { text: `${subject}: ${speaker(evidence)} says ${evidence.verdict}`, tone: 'plain' };
    }
    case 'cell-finished': {
      const { cell, index, total } = event;
      const place = total > 1 ? `[${index + 1}/${total}] ` : '';
      return { text: `${place}${nameOf(cell)}: ${cell.verdict}`, tone: cell.verdict };
    }
    case 'bisect-step':
      return dim(
        `line ${event.line}: asking ${event.release}, ${event.left} left, about ${event.steps} more steps`,
      );
    case 'toolchain-found':
    case 'install-progress':
    case 'prune-progress':
    case 'trial':
    case 'cell-started':
      return null;
    default:
      return unreachable(event);
  }
}

/** With `--verbose`: also each toolchain, each trial and the observations. */
export function verboseNote(event: Event): Note | null {
  if (event.type === 'toolchain-found')
    return dim(`${event.subject}: using ${event.goroot} (${event.origin})`);
  if (event.type === 'trial') {
    const { probe, outcome, signature, durationMs } = event.trial;
    const found = signature === null || signature === outcome ? outcome : `${outcome}, ${signature}`;
    return dim(`${event.subject}: ${probe}: ${found} after ${duration(durationMs)}`);
  }
  const note = plainNote(event);
  if (event.type !== 'evidence' || note === null) return note;
  return { ...note, text: `${note.text}: ${event.evidence.detail}` };
}

const dim = (text: string): Note => ({ text, tone: 'dim' });

function prunedWords({ name, bytes: freed, place }: Extract<Event, { type: 'pruned' }>): string {
  const removed = `${name}: removed (${bytes(freed)})`;
  return place === undefined
    ? `${removed} to stay within the size limit`
    : `[${place.index + 1}/${place.total}] ${removed}`;
}

/** The time that a probe may take; nothing for one that is over at once. */
const expectedWords = (milliseconds: number): string =>
  milliseconds < 100 ? '' : `, up to ${duration(milliseconds)}`;
