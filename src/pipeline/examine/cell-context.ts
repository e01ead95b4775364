import type { LeasedBuilds } from '../../program/build-store.js';
import type { Fixture } from '../../model/program.js';
import type { Toolchain } from '../../model/toolchain.js';
import type { Session } from '../session.js';

/** What every cell of a run shares. */
export interface CellContext extends Session {
  /** Where what is built with a toolchain is kept. */
  readonly leaseBuilds: (toolchain: Toolchain) => Promise<LeasedBuilds>;
  readonly fixture: Fixture;
  /** Where trials leave their logs and profiles; those of clean trials are removed. */
  readonly workFolder: string;
}
