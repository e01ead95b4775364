/** One event stream, many sinks. A sink that breaks is dropped and never breaks the run. */
import type { Event, EventSink } from '../../model/event.js';

/** Delivers to all; a sink that throws gets nothing more, and the others are told once. */
export function broadcast(sinks: readonly EventSink[]): EventSink {
  const alive = new Set(sinks);
  return function deliver(event: Event): void {
    const broken: string[] = [];
    for (const sink of alive) {
      try {
        sink(event);
      } catch (cause) {
        alive.delete(sink);
        broken.push(cause instanceof Error ? cause.message : String(cause));
      }
    }
    // The recursion ends, because every round has fewer sinks than the one before.
    for (const reason of broken) {
      deliver({
        type: 'warning',
        message: `an output of this run's progress failed and was dropped: ${reason}`,
      });
    }
  };
}
