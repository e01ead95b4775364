/**
 * The saved report: one schema for all commands. These keys are a contract (docs/report.md, schema/report.schema.json).
 * The schema is the source; the types are inferred from it.
 */
import { z } from 'zod';
import { schemaVersion } from './schema-version.js';
import { outcomes } from './outcome.js';
import { staticVerdicts, verdicts } from './verdict.js';
import { findingKinds } from './finding.js';
import { reportedBuildModes } from './target.js';
import { reportLineSchema } from './bisect.js';

const verdict = z.enum(verdicts);
const prediction = z.enum(staticVerdicts);
const count = z.number().int().nonnegative();
const proportion = z.number().min(0).max(1);

/** Ways to decide that need no trial. */
export const oracleNames = ['source', 'binary'] as const;
export type OracleName = (typeof oracleNames)[number];

/** A two-sided interval for a proportion, with the method that made it. */
export const intervalSchema = z.object({
  low: proportion,
  high: proportion,
  level: proportion,
  method: z.enum(['wilson', 'clopper-pearson']),
});

/** What a probe read at one step of the nested calls. */
export const readingSchema = z.object({
  /** Depth of the Go frame in which it was read; 1 is the outermost. */
  level: z.number().int().positive(),
  /** `enter`: at the beginning of the frame. `settled`: after the nested call made from it has returned. */
  step: z.enum(['enter', 'settled']),
  /** Fields of the runtime, as the bug names them. */
  values: z.array(z.object({ name: z.string(), value: z.union([z.boolean(), z.number()]) })),
  /** True if no runtime without the bug has these values here. */
  wrong: z.boolean(),
});

/** Equal stacks of a CPU profile. */
export const stackSchema = z.object({
  /** Names of functions, the outermost first. */
  frames: z.array(z.string()),
  samples: count,
});

export const evidenceSchema = z.object({
  oracle: z.enum(oracleNames).optional(),
  probe: z.string().optional(),
  verdict,
  /** One sentence: the observation. */
  detail: z.string(),
  trials: count.optional(),
  outcomes: z.record(z.enum(outcomes), count).optional(),
  /** Share of counted trials that showed the bug. */
  rate: proportion.nullable().optional(),
  interval: intervalSchema.nullable().optional(),
  /** For clean runs: the probability that an affected toolchain would have shown the bug. */
  detection: proportion.nullable().optional(),
  /** In the order of time, for a probe that reads the fact itself. */
  readings: z.array(readingSchema).optional(),
  /** The most frequent stacks, for a probe that reads profiles. */
  stacks: z.array(stackSchema).optional(),
  /** For a release’s source: true if the checksum database vouches for the very files. */
  verified: z.boolean().optional(),
});

export const trialSchema = z.object({
  /** Name of the question that was asked; each bug has its own. */
  probe: z.string(),
  outcome: z.enum(outcomes),
  /** Id of the signature that matched, or null. */
  signature: z.string().nullable(),
  exitCode: z.number().int().nullable(),
  signal: z.string().nullable(),
  durationMs: z.number().nonnegative(),
  /** The decisive lines of the child's output, escapes stripped. */
  log: z.string(),
});

export const toolchainSchema = z.object({
  /** The place where it was found: `download`, `path`, `goroot`, `sdk`, `mise`, … */
  source: z.string(),
  goroot: z.string(),
  /** The content of its VERSION file. */
  version: z.string(),
  /** True if the checksum database vouches for the very files. */
  verified: z.boolean(),
  /** For `local`: the version of the go on PATH, if `go build` uses a different one here. */
  onPath: z.string().optional(),
});

export const locationSchema = z.object({
  file: z.string(),
  line: z.number().int().positive().optional(),
  column: z.number().int().positive().optional(),
  endColumn: z.number().int().positive().optional(),
});

/** Names come from the file: the first ones, made safe. */
const nameListSchema = z.object({ count, names: z.array(z.string()) });

/** The ways in which a compiled file could meet the bug, as far as names in it show. */
export const exposureSchema = z.object({
  /** Go functions that C can call by name. */
  exportedFunctions: nameListSchema,
  /** C functions that Go calls through cgo. */
  calledFunctions: nameListSchema,
  /** Functions that make Go functions callable from C at run time: `purego.NewCallback`. */
  madeAtRunTime: z.array(z.string()),
  /** Functions that call C functions that are found at run time: `purego.RegisterFunc`. */
  calledAtRunTime: z.array(z.string()),
  /** Linked packages that can turn CPU profiling on: `runtime/pprof`. */
  cpuProfiling: z.array(z.string()),
});

export const cellSchema = z.object({
  /** The subject as the user wrote it: a SPEC, a path, a pin. */
  subject: z.string(),
  go: z.string().nullable(),
  goos: z.string(),
  goarch: z.string(),
  libc: z.string(),
  cc: z.string(),
  buildmode: z.enum(reportedBuildModes),
  /** Built with the race detector; absent: without. */
  race: z.boolean().optional(),
  runner: z.string().nullable(),
  toolchain: toolchainSchema.nullable(),
  predicted: prediction,
  verdict,
  /** The reason for the verdict: the rule that applied, in a sentence. */
  reason: z.string(),
  /** In a merged report: true if the reports contradict each other here; `reason` says what each of them said. */
  contradiction: z.boolean().optional(),
  evidence: z.array(evidenceSchema),
  trials: z.array(trialSchema),
  skipped: z.object({ reason: z.string() }).optional(),
  exposure: exposureSchema.optional(),
  /** The kind of this finding, for `gate`; `cgoprof-repro explain KIND` says more. */
  finding: z.enum(findingKinds).optional(),
  /** The policy's acceptance of this finding; it does not fail the gate while `holds` is true. */
  acceptance: z.object({ reason: z.string(), expires: z.string(), holds: z.boolean() }).optional(),
  /** The policy fails for this cell, no matter what its verdict is. */
  fails: z.boolean().optional(),
  /**
   * The reason why it is reported but does not decide: neither the verdict of the whole nor the exit code. If absent,
   * it does decide.
   */
  aside: z.string().optional(),
  /** The place of a finding, for `gate`. */
  location: locationSchema.optional(),
  /** Lines of the same file that use the text at `location`. */
  usedOn: z.array(z.number().int().positive()).optional(),
  /** The place that decides, if `location` only names another file: the edit is to be made there. */
  definedAt: locationSchema.optional(),
  /** How to fix it: `upgrade to go1.23.8`. */
  fix: z.string().optional(),
  /**
   * The edit that does it, if it is certain: the text at `location`, from `column` to `endColumn`, becomes `newText`.
   */
  edit: z
    .object({
      newText: z.string(),
      /** The whole line at `location` before the edit, if it is short and safe to show. */
      text: z.string().optional(),
    })
    .optional(),
  /** True if `gate --fix` makes the edit, here or at the place that decides. */
  repairable: z.boolean().optional(),
});

/** Files that hold no native code, by their kind. */
export const passedOverSchema = z.object({
  /** `text`, `image`, …; `unknown` for data of no known kind, in which nothing looks like a program. */
  kind: z.string(),
  count,
  /** Some of them, if the kind does not say enough. */
  examples: z.array(z.string()),
});

export const hostSchema = z.object({
  os: z.string(),
  arch: z.string(),
  kernel: z.string(),
  cpus: z.number().int().positive(),
  libc: z.string(),
});

export const reportSchema = z.object({
  schemaVersion: z.literal(schemaVersion),
  kind: z.enum(['run', 'matrix', 'bisect', 'gate', 'scan']),
  bug: z.string(),
  tool: z.object({ name: z.string(), version: z.string() }),
  host: hostSchema,
  /** In a merged report: all hosts that took part; `host` is the first of them. */
  hosts: z.array(hostSchema).optional(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  interrupted: z.boolean(),
  cells: z.array(cellSchema),
  lines: z.array(reportLineSchema).optional(),
  /** For `gate`: files that were examined and not judged. */
  passedOver: z.array(passedOverSchema).optional(),
  verdict,
  exitCode: z.number().int(),
});

export type Interval = z.infer<typeof intervalSchema>;
export type Reading = z.infer<typeof readingSchema>;
export type Stack = z.infer<typeof stackSchema>;
export type Evidence = z.infer<typeof evidenceSchema>;
export type Location = z.infer<typeof locationSchema>;
export type Exposure = z.infer<typeof exposureSchema>;
export type Trial = z.infer<typeof trialSchema>;
export type PassedOver = z.infer<typeof passedOverSchema>;
export type Cell = z.infer<typeof cellSchema>;
export type HostRecord = z.infer<typeof hostSchema>;
export type Report = z.infer<typeof reportSchema>;
