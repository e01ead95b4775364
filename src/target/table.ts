import type { KnownTarget } from './known-target.js';
import { native } from './native.js';

/** Every target that this build knows; the first one that fits a platform is taken. */
export const knownTargets: readonly KnownTarget[] = [native];
