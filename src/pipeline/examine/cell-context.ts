import type { Bug } from '../../bugs/bug.js';
import type { LeasedBuilds } from '../../program/build-store.js';
import type { Clock } from '../../host/clock.js';
import type { Environment } from '../../host/environment.js';
import type { EventSink } from '../../model/event.js';
import type { Fixture } from '../../model/program.js';
import type { Toolchain } from '../../model/toolchain.js';

/** What every cell of a run shares. */
export interface CellContext {
  readonly bug: Bug;
  readonly env: Environment;
  /** Where what is built with a toolchain is kept. */
  readonly leaseBuilds: (toolchain: Toolchain) => Promise<LeasedBuilds>;
  readonly clock: Clock;
  readonly fixture: Fixture;
  readonly onEvent: EventSink;
  readonly signal: AbortSignal;
  /** Where trials leave their logs and profiles; those of clean trials are removed. */
  readonly workFolder: string;
}
