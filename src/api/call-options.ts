import type { EventSink } from '../model/event.js';
import type { SessionOptions } from '../requests/options.js';

/** What every function takes beside the options of its question. */
export interface CallOptions extends SessionOptions {
  /** Stops the work. The answer is then a report with `interrupted: true`, or a `ReproError` with code `interrupted`. */
  readonly signal?: AbortSignal | undefined;
  /** Is told what happens. One that throws is not called again. */
  readonly onEvent?: EventSink | undefined;
}
