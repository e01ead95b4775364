/** Checks what a program passes: JavaScript has no types, and a mistyped option must not be taken for one left out. */
import { z } from 'zod';
import { ReproError } from '../model/errors.js';
import type { EventSink } from '../model/event.js';
import { schemaWords } from '../model/schema-words.js';
import { buildModes } from '../model/target.js';
import { verdicts } from '../model/verdict.js';

const texts = z.array(z.string()).readonly().optional();
/** SPECs: nobody asks about nothing. */
const specs = z.array(z.string()).min(1).readonly().optional();
const text = z.string().optional();
const yesOrNo = z.boolean().optional();
const positive = z.number().int().positive().max(999_999_999).optional();
const probability = z.number().gt(0).lt(1).optional();

const call = {
  offline: yesOrNo,
  cacheDir: text,
  maxCacheSize: z.number().int().nonnegative().optional(),
  signal: z.instanceof(AbortSignal).optional(),
  onEvent: z.custom<EventSink>((value) => typeof value === 'function', 'is not a function').optional(),
};
const releases = { go: specs, includeRc: yesOrNo, exclude: texts };
const targets = { target: texts, targets: texts };
const target = { ...targets, race: yesOrNo, buildmode: z.enum(buildModes).optional(), cc: text };

export const optionSchemas = {
  run: z.strictObject({
    ...call,
    ...releases,
    ...target,
    quick: yesOrNo,
    probes: texts,
    runs: positive,
    duration: positive,
    untilCrash: yesOrNo,
    confidence: probability,
    timeout: positive,
    depth: positive,
    threads: z.number().int().positive().max(1000).optional(),
    threadOrigin: z.enum(['c', 'go']).optional(),
    newThreads: yesOrNo,
    profileHz: positive,
  }),
  matrix: z.strictObject({
    ...call,
    ...releases,
    ...targets,
    buildmode: z.array(z.enum(buildModes)).readonly().optional(),
    cc: texts,
    race: z.enum(['off', 'on', 'both']).optional(),
    confirm: z.enum(['all', 'boundaries']).optional(),
    confidence: probability,
    jobs: positive,
    shard: text,
    failOn: z.array(z.enum(verdicts)).readonly().optional(),
    failFast: yesOrNo,
    keepGoing: yesOrNo,
    resume: yesOrNo,
  }),
  bisect: z.strictObject({
    ...call,
    ...target,
    line: texts,
    good: text,
    bad: text,
    findFix: yesOrNo,
    thorough: yesOrNo,
    includeRc: yesOrNo,
    resume: yesOrNo,
  }),
  gate: z.strictObject({
    ...call,
    subjects: texts,
    recursive: yesOrNo,
    pid: z.array(z.number().int().positive()).readonly().optional(),
    run: yesOrNo,
    fix: yesOrNo,
    policy: text,
    require: z.literal('fixed').optional(),
    failOn: z
      .array(z.enum(['affected', 'inconclusive', 'not-applicable']))
      .readonly()
      .optional(),
    asOf: z.iso.date().optional(),
  }),
  scan: z.strictObject({ ...call, ...releases }),
};

/** Throws `usage` for options that are not what the function takes. */
export function checkOptions(name: keyof typeof optionSchemas, options: unknown): void {
  const { error } = optionSchemas[name].safeParse(options, schemaWords);
  if (error === undefined) return;
  const [problem] = error.issues;
  const place = problem?.path.join('.') ?? '';
  throw new ReproError(
    'usage',
    `${name}: ${place === '' ? 'its options' : `the option ${place}`}: ${problem?.message ?? 'not valid'}`,
    { hint: `${name} takes: ${Object.keys(optionSchemas[name].shape).join(', ')}.` },
  );
}
