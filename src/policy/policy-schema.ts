/**
 * The schema of `.cgoprof-repro.yml`, the policy of a repository for `gate`. It is the source of the types and of
 * schema/policy.schema.json (scripts/make-policy-schema.js).
 */
import { z } from 'zod';

/** A policy is read by people, so it is never longer. */
export const maxPolicyCharacters = 64 * 1024;

const failOn = z.enum(['affected', 'inconclusive', 'not-applicable']);
const text = z.string().min(1).max(1000);

const acceptanceSchema = z.strictObject({
  subject: text.describe(
    'The place of the accepted findings: a subject or a file, or a glob (*, ?, **) that matches it.',
  ),
  finding: z
    .enum(['affected', 'inconclusive'])
    .optional()
    .describe('The verdict that is accepted. If left out: both.'),
  reason: text.describe('Why, for whoever reads it next.'),
  expires: z.iso
    .date()
    .describe('The last day it holds, YYYY-MM-DD. From the next day on the finding fails again.'),
});

export const policySchema = z
  .strictObject({
    version: z.literal(1),
    subjects: z
      .array(text)
      .max(10_000)
      .optional()
      .describe('The subjects to gate when the command line names none.'),
    'fail-on': z
      .union([failOn, z.array(failOn)])
      .optional()
      .describe('Further verdicts that fail, beside those of `require` or `deny`.'),
    require: z.literal('fixed').optional().describe('Affected and inconclusive fail.'),
    deny: z.literal('affected').optional().describe('Only affected fails. The default.'),
    floating: z
      .enum(['newest', 'oldest'])
      .optional()
      .describe(
        'The release by which a floating pin (1.24.x, ^1.22, stable) is judged: the newest that fits (the default), or the oldest, which a cache may still hold.',
      ),
    'unknown-data': z
      .enum(['pass', 'undecided'])
      .optional()
      .describe(
        'Data of an unknown kind in which nothing looks like a program: it passes, counted (the default), or is undecided.',
      ),
    'tracked-files': z
      .enum(['judge', 'count'])
      .optional()
      .describe(
        'Compiled files and archives that git tracks in a repository: they are judged (the default), or only counted.',
      ),
    accept: z.array(acceptanceSchema).max(10_000).optional(),
  })
  .refine((policy) => policy.require === undefined || policy.deny === undefined, {
    path: ['deny'],
    message: '`require: fixed` and `deny: affected` exclude each other',
  });

export type Acceptance = z.infer<typeof acceptanceSchema>;
export type Policy = z.infer<typeof policySchema>;

/** JSON Schema for editors and validators, with a final newline. */
export function policyJsonSchema(): string {
  const schema = z.toJSONSchema(policySchema, { target: 'draft-2020-12' });
  return `${JSON.stringify({ title: 'cgoprof-repro policy (.cgoprof-repro.yml)', ...schema }, null, 2)}\n`;
}
