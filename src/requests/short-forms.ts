import type { TargetParts } from '../target/target-parts.js';
import type { TargetOptions } from './options.js';

/** The parts of a target that have an option of their own. */
export const shortForms = ({ cc, buildmode, race }: TargetOptions): TargetParts => ({ cc, buildmode, race });
