/**
 * Keeps static verdicts by release for ever: a release's source never changes. Only this tool's way of reading it may
 * change, so a verdict counts only for the oracle that gave it. Refusals are kept for an hour, since a proxy may serve
 * tomorrow what it refuses today.
 */
import path from 'node:path';
import { z } from 'zod';
import { readSmallFile, writeFileAtomic } from '../../host/files/files.js';
import { staticVerdicts } from '../../model/verdict.js';
import { parseJson } from '../../text/parse-json.js';

const verdictSchema = z.object({
  kind: z.literal('verdict'),
  oracleVersion: z.number().int(),
  release: z.string(),
  verdict: z.enum(staticVerdicts),
  detail: z.string().max(1000),
  line: z.number().int().positive().nullable(),
  sourceHash: z
    .string()
    .regex(/^[\da-f]{64}$/)
    .nullable(),
  verified: z.boolean(),
  platform: z.string().max(50).nullable(),
});
const refusalSchema = z.object({
  kind: z.literal('refusal'),
  release: z.string(),
  status: z.number().int(),
  /** The proxies that were asked, as a hash: their addresses may carry passwords. */
  proxies: z.string().regex(/^[\da-f]{16}$/),
  askedAt: z.number(),
});
const storedSchema = z.discriminatedUnion('kind', [verdictSchema, refusalSchema]);

export type StoredVerdict = z.infer<typeof verdictSchema>;
type StoredRefusal = z.infer<typeof refusalSchema>;

export interface VerdictCache {
  /** Reads an answer; null when there is nothing usable. `release` must be a release name, never outside text. */
  read(release: string): Promise<StoredVerdict | StoredRefusal | null>;
  write(entry: Omit<StoredVerdict, 'oracleVersion'> | StoredRefusal): Promise<void>;
}

const maxBytes = 16 * 1024;

/** Opens the cache in `folder`, one file a release. Verdicts of another version of the oracle are not read. */
export function openVerdictCache(folder: string, oracleVersion: number): VerdictCache {
  const fileOf = (release: string): string => path.join(folder, `${release}.json`);
  return {
    read: async (release) => {
      const text = await readSmallFile(fileOf(release), maxBytes);
      const stored = storedSchema.safeParse(parseJson(text));
      if (!stored.success || stored.data.release !== release) return null;
      return stored.data.kind === 'verdict' && stored.data.oracleVersion !== oracleVersion
        ? null
        : stored.data;
    },
    write: (entry) =>
      writeFileAtomic(fileOf(entry.release), `${JSON.stringify({ ...entry, oracleVersion })}\n`),
  };
}
