import type { Clock } from '../host/clock.js';
import type { Environment } from '../host/environment.js';
import type { CachePaths } from '../host/paths.js';
import type { EventSink } from '../model/event.js';
import type { Fixture } from '../model/program.js';

/** What every cell of a run shares. */
export interface CellContext {
  readonly env: Environment;
  readonly cache: CachePaths;
  readonly clock: Clock;
  readonly fixture: Fixture;
  readonly onEvent: EventSink;
  readonly signal: AbortSignal;
  /** Where trials leave their logs and profiles; those of clean trials are removed. */
  readonly workFolder: string;
}
