/**
 * The terms of a search over releases: the question, the answers of runs, and the progress of the search. All of it is
 * plain data, so that a search can be saved after each answer and continued (`bisect --resume`).
 */
import { z } from 'zod';
import { staticVerdicts } from './verdict.js';

const prediction = z.enum(staticVerdicts);

/** The outcome of one run of one release. */
export const answerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('bad') }),
  z.object({ kind: z.literal('good') }),
  /** The runtime does not have what the bug needs. Counts as not bad. */
  z.object({ kind: z.literal('not-applicable') }),
  /** Nothing was learnt, and asking again would not help: not served, does not build, stays inconclusive. */
  z.object({ kind: z.literal('skip'), reason: z.string() }),
]);

/** A release of the history that is searched, with what the static scan expects of it. */
const pointSchema = z.object({ release: z.string(), predicted: prediction });

/** One ordered history: a release line, or the path between two releases. */
const trackSchema = z.object({ name: z.string(), points: z.array(pointSchema) });

/** How answers are weighed; see `SequentialRule` in stats/sequential.ts. */
const ruleSchema = z.object({
  showIfBad: z.number(),
  showIfGood: z.number(),
  confidence: z.number(),
  cap: z.number().int(),
});

export const searchConfigSchema = z.object({
  /** `lines`: each track is a release line. `between`: the one track leads from a good to a bad release or back. */
  kind: z.enum(['lines', 'between']),
  tracks: z.array(trackSchema),
  /** For `between`: the claims about the two ends, checked before anything else. */
  claims: z.object({ good: z.string(), bad: z.string() }).nullable(),
  /** The boundaries that are narrowed down. */
  seek: z.enum(['both', 'fix', 'introduction']),
  /**
   * `orders-runs`: the scan says where to look first, no more. `saves-runs`: releases between two that were run are
   * left out when the scan says the same of them, and a line without any predicted change and bug gets one run.
   * Either way a status and a boundary come from runs only, and one run that contradicts the scan ends its use on that line.
   */
  scan: z.enum(['orders-runs', 'saves-runs']),
  /** At most so many releases are left out between two that were run and agree, unless the scan may save runs. 0: run all. */
  maxGap: z.number().int().nonnegative(),
  /** Its confidence is for the whole search: the risk is shared among all releases. */
  rule: ruleSchema,
});

export const searchStateSchema = z.object({
  config: searchConfigSchema,
  /** Every answer so far, in the order of arrival. Everything else follows from it. */
  log: z.array(z.object({ release: z.string(), answer: answerSchema })).max(100_000),
});

/** A stretch of a release line that has the bug, as OSV says it. */
export interface AffectedRange {
  /** The first affected release; if `introducedIn` is there, the oldest that may be it; null if not known. */
  introduced: string | null;
  /** The first release seen to be free of the bug again; null if none is known. */
  fixed: string | null;
  /** With `fixed: null`: the newest release that was run and had the bug, if newer ones were not run. */
  notFixedUpTo?: string | undefined;
  /** All releases that may be the first affected one, if the runs could not single it out. */
  introducedIn?: string[] | undefined;
  /** All releases that may be the first fixed one, if the runs could not single it out. */
  fixedIn?: string[] | undefined;
  /** The days on which the two came out, if known: `2025-04-01`. */
  introducedOn?: string | undefined;
  fixedOn?: string | undefined;
  /**
   * True if both sides of every boundary of this range that was looked for were run again and gave the same answer.
   */
  confirmed?: boolean | undefined;
}

/** A release line in a report: its ranges, and the runs that they rest on. Its schema is in `report-schema.ts`. */
export interface ReportLine {
  line: string;
  /** The target on which it was searched, as it was typed, where there are several. */
  target?: string | undefined;
  ranges: AffectedRange[];
  status?: 'affected' | 'never-affected' | 'not-applicable' | 'cannot-tell' | undefined;
  /** False if the search was cut short, and continuing it may change the answer. */
  finished?: boolean | undefined;
  /** The finding in a sentence. */
  summary?: string | undefined;
  tested?: { release: string; answer: string; runs: number }[] | undefined;
  skipped?: { release: string; reason: string }[] | undefined;
  /** The release to move to, if this line is affected. */
  upgrade?: string | null | undefined;
}

export type Answer = z.infer<typeof answerSchema>;
export type Track = z.infer<typeof trackSchema>;
export type Point = z.infer<typeof pointSchema>;
export type SearchConfig = z.infer<typeof searchConfigSchema>;
export type SearchState = z.infer<typeof searchStateSchema>;
