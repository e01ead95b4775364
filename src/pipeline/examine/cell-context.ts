import type { LeasedBuilds } from '../../program/build-store.js';
import type { Fixture } from '../../model/program.js';
import type { Toolchain } from '../../model/toolchain.js';
import type { Session } from '../session.js';

/** The context that every cell of a run shares. */
export interface CellContext extends Session {
  /** Leases the folder for everything that is built with a toolchain. */
  readonly leaseBuilds: (toolchain: Toolchain) => Promise<LeasedBuilds>;
  readonly fixture: Fixture;
  /** The folder for the logs and profiles of trials; those of clean trials are removed. */
  readonly workFolder: string;
}
