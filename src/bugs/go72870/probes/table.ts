import type { Probe } from '../../../oracle/probe.js';
import { attribution } from './attribution.js';
import { faultRecovery } from './fault-recovery.js';
import { flag } from './flag.js';
import { preemption } from './preemption.js';
import { profileCrash } from './profile-crash.js';

/** In the order in which they are asked: cheap and certain ones first. */
export const probes: readonly Probe[] = [flag, faultRecovery, profileCrash, preemption, attribution];
