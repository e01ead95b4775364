import type { EventSink } from '../../model/event.js';
import type { ColourLevel } from '../page/colour.js';

/** The clock that the progress displays need; injected, so that tests control it. */
export interface DisplayClock {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Calls `tick` about every `intervalMs` without keeping the process alive; returns how to stop. */
  readonly every: (intervalMs: number, tick: () => void) => () => void;
}

/** The stream that the displays write to: process.stderr, or a string in tests. */
export interface DisplayWriter {
  readonly write: (text: string) => unknown;
  /** Read anew at each draw, because windows are resized. */
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
}

export interface Progress {
  readonly sink: EventSink;
  /** Takes the live lines away. The next ones are drawn where the cursor is then. */
  readonly hide: () => void;
  /** Takes the live lines away and stops the timer. Safe to call twice. */
  readonly close: () => void;
}

export interface ProgressOptions {
  readonly writer: DisplayWriter;
  readonly clock: DisplayClock;
  readonly colour: ColourLevel;
}
