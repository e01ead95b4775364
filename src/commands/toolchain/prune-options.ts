import type { CommonOptions } from '../common/root.js';

export interface PruneOptions extends CommonOptions {
  readonly maxSize?: number | undefined;
  readonly keepLast?: number | undefined;
  readonly all?: true | undefined;
}
