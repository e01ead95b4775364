/**
 * The schema of a saved report, for reading one and for its JSON Schema. The types, and what their keys mean, are in
 * `report.ts`; a test holds both against each other.
 */
import { z } from 'zod';
import { schemaVersion } from './schema-version.js';
import { outcomes } from './outcome.js';
import { staticVerdicts, verdicts } from './verdict.js';
import { findingKinds } from './finding.js';
import { reportedBuildModes } from './target.js';
import { oracleNames } from './report.js';

const verdict = z.enum(verdicts);
const prediction = z.enum(staticVerdicts);
const count = z.number().int().nonnegative();
const proportion = z.number().min(0).max(1);

const intervalSchema = z.object({
  low: proportion,
  high: proportion,
  level: proportion,
  method: z.enum(['wilson', 'clopper-pearson']),
});

const readingSchema = z.object({
  level: z.number().int().positive(),
  step: z.enum(['enter', 'settled']),
  values: z.array(z.object({ name: z.string(), value: z.union([z.boolean(), z.number()]) })),
  wrong: z.boolean(),
});

const stackSchema = z.object({
  frames: z.array(z.string()),
  samples: count,
});

export const evidenceSchema = z.object({
  oracle: z.enum(oracleNames).optional(),
  probe: z.string().optional(),
  verdict,
  detail: z.string(),
  trials: count.optional(),
  outcomes: z.record(z.enum(outcomes), count).optional(),
  rate: proportion.nullable().optional(),
  interval: intervalSchema.nullable().optional(),
  detection: proportion.nullable().optional(),
  readings: z.array(readingSchema).optional(),
  stacks: z.array(stackSchema).optional(),
  verified: z.boolean().optional(),
});

const trialSchema = z.object({
  probe: z.string(),
  outcome: z.enum(outcomes),
  signature: z.string().nullable(),
  exitCode: z.number().int().nullable(),
  signal: z.string().nullable(),
  durationMs: z.number().nonnegative(),
  log: z.string(),
});

const toolchainSchema = z.object({
  source: z.string(),
  goroot: z.string(),
  version: z.string(),
  verified: z.boolean(),
  onPath: z.string().optional(),
});

const locationSchema = z.object({
  file: z.string(),
  line: z.number().int().positive().optional(),
  column: z.number().int().positive().optional(),
  endColumn: z.number().int().positive().optional(),
});

const nameListSchema = z.object({ count, names: z.array(z.string()) });

const exposureSchema = z.object({
  exportedFunctions: nameListSchema,
  calledFunctions: nameListSchema,
  madeAtRunTime: z.array(z.string()),
  calledAtRunTime: z.array(z.string()),
  cpuProfiling: z.array(z.string()),
});

const targetKeys = {
  goos: z.string(),
  goarch: z.string(),
  libc: z.string(),
  cc: z.string(),
  buildmode: z.enum(reportedBuildModes),
  race: z.boolean().optional(),
  runner: z.string().nullable(),
  variant: z.string().optional(),
};

export const cellSchema = z.object({
  subject: z.string(),
  go: z.string().nullable(),
  ...targetKeys,
  toolchain: toolchainSchema.nullable(),
  goEnv: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
  predicted: prediction,
  verdict,
  reason: z.string(),
  contradiction: z.boolean().optional(),
  evidence: z.array(evidenceSchema),
  trials: z.array(trialSchema),
  skipped: z.object({ reason: z.string(), missing: z.boolean().optional() }).optional(),
  exposure: exposureSchema.optional(),
  finding: z.enum(findingKinds).optional(),
  acceptance: z.object({ reason: z.string(), expires: z.string(), holds: z.boolean() }).optional(),
  fails: z.boolean().optional(),
  aside: z.string().optional(),
  location: locationSchema.optional(),
  usedOn: z.array(z.number().int().positive()).optional(),
  definedAt: locationSchema.optional(),
  fix: z.string().optional(),
  edit: z.object({ newText: z.string(), text: z.string().optional() }).optional(),
  repairable: z.boolean().optional(),
});

const passedOverSchema = z.object({
  kind: z.string(),
  count,
  examples: z.array(z.string()),
});

export const hostSchema = z.object({
  os: z.string(),
  arch: z.string(),
  kernel: z.string(),
  cpus: z.number().int().positive(),
  libc: z.string(),
});

const reportLineSchema = z.object({
  line: z.string(),
  target: z.string().optional(),
  ranges: z.array(
    z.object({
      introduced: z.string().nullable(),
      fixed: z.string().nullable(),
      notFixedUpTo: z.string().optional(),
      introducedIn: z.array(z.string()).optional(),
      fixedIn: z.array(z.string()).optional(),
      introducedOn: z.string().optional(),
      fixedOn: z.string().optional(),
      confirmed: z.boolean().optional(),
    }),
  ),
  status: z.enum(['affected', 'never-affected', 'not-applicable', 'cannot-tell']).optional(),
  finished: z.boolean().optional(),
  summary: z.string().optional(),
  tested: z.array(z.object({ release: z.string(), answer: z.string(), runs: z.number().int() })).optional(),
  skipped: z.array(z.object({ release: z.string(), reason: z.string() })).optional(),
  upgrade: z.string().nullable().optional(),
});

const shardSchema = z.object({
  index: z.number().int().positive(),
  total: z.number().int().positive(),
  releases: z.array(z.string()),
  targets: z.array(z.object(targetKeys)),
  parts: z.array(z.array(z.number().int().positive())),
});

export const reportSchema = z.object({
  schemaVersion: z.literal(schemaVersion),
  kind: z.enum(['run', 'matrix', 'bisect', 'gate', 'scan']),
  bug: z.string(),
  tool: z.object({ name: z.string(), version: z.string() }),
  command: z.array(z.string()).optional(),
  host: hostSchema,
  hosts: z.array(hostSchema).optional(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  interrupted: z.boolean(),
  shard: shardSchema.optional(),
  shards: z.array(shardSchema).optional(),
  cells: z.array(cellSchema),
  lines: z.array(reportLineSchema).optional(),
  passedOver: z.array(passedOverSchema).optional(),
  verdict,
  exitCode: z.number().int(),
});
