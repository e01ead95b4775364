/** Tells how many files of a gate were looked into, and which one is now. */
import type { Clock } from '../../host/clock.js';
import type { EventSink } from '../../model/event.js';

/** A gate meets thousands of files in a second, and nobody reads more of that. */
const tellEveryMs = 100;
/** A file of this size may take long: its name is told even if another has just been. */
const largeBytes = 1 << 20;

export class FileCount {
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  readonly #onEvent: EventSink;
  readonly #total: number | null;
  #done = 0;
  #toldMs = Number.NEGATIVE_INFINITY;

  /** @param total of the files; null if only a walk can tell */
  constructor(
    total: number | null,
    { clock, onEvent }: { readonly clock: Pick<Clock, 'monotonicMs'>; readonly onEvent: EventSink },
  ) {
    this.#total = total;
    this.#clock = clock;
    this.#onEvent = onEvent;
  }

  /** Names the file that is read now, or a member of it. */
  at(name: () => string, sizeBytes = 0): void {
    const nowMs = this.#clock.monotonicMs();
    if (sizeBytes < largeBytes && nowMs - this.#toldMs < tellEveryMs) return;
    this.#toldMs = nowMs;
    this.#tell(this.#total, name());
  }

  /** Counts a file. */
  add(): void {
    this.#done += 1;
  }

  /** Tells the count of all, once nothing is left. */
  finish(): void {
    this.#tell(this.#done);
  }

  #tell(total: number | null, at?: string): void {
    const count = { done: this.#done, total };
    this.#onEvent({ type: 'work-progress', work: 'gate', ...count, ...(at === undefined ? {} : { at }) });
  }
}
