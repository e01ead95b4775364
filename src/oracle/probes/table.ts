import type { ProbeName } from '../../model/probe.js';
import { attribution } from './attribution.js';
import { faultRecovery } from './fault-recovery.js';
import { flag } from './flag.js';
import { preemption } from './preemption.js';
import type { Probe } from './probe.js';
import { profileCrash } from './profile-crash.js';
import { signalStorm } from './signal-storm.js';

/** In the order in which they are asked: the cheap and certain first. */
export const probes: Readonly<Record<ProbeName, Probe>> = {
  flag,
  'fault-recovery': faultRecovery,
  'profile-crash': profileCrash,
  preemption,
  attribution,
  'signal-storm': signalStorm,
};
