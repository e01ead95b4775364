/** The conclusion from the evidence, for one toolchain on one target. */
export const verdicts = ['affected', 'fixed', 'not-applicable', 'inconclusive'] as const;
export type Verdict = (typeof verdicts)[number];

/** The verdicts of a single reading without a run: of its sources, its machine code or its release in the table. */
export const staticVerdicts = ['affected', 'fixed', 'not-applicable', 'unknown'] as const;
export type StaticVerdict = (typeof staticVerdicts)[number];

/** Gives a reading the words of evidence: nothing known is nothing decided. */
export const asVerdict = (said: StaticVerdict): Verdict => (said === 'unknown' ? 'inconclusive' : said);

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
