/** The questions that can be put to a program. One file in oracle/probes answers for each. */
export const probeNames = [
  'flag',
  'profile-crash',
  'attribution',
  'fault-recovery',
  'preemption',
  'signal-storm',
] as const;
export type ProbeName = (typeof probeNames)[number];

/** Ways to decide that need no trial. */
export const oracleNames = ['source', 'binary'] as const;
export type OracleName = (typeof oracleNames)[number];
