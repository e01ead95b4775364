/** The conclusion from the evidence, for one toolchain on one target. */
export const verdicts = ['affected', 'fixed', 'not-applicable', 'inconclusive'] as const;
export type Verdict = (typeof verdicts)[number];

/** The verdict that the release table expects of a release, before anything was examined. Never evidence. */
export type Prediction = Exclude<Verdict, 'inconclusive'> | 'unknown';

/** Process exit codes, the same for every output format. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  affected: 3,
  inconclusive: 4,
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
