/**
 * Verdicts of toolchains on this machine by the source of their runtime, whatever they call themselves. The source is read each
 * time, so that an edit shows at once. Its judgement is kept by the content, of which there are few among many toolchains.
 */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import type { SourceJudgement } from '../../bugs/bug.js';
import { readSmallFile, writeFileAtomic } from '../../host/files/files.js';
import { asVerdict, staticVerdicts, type Verdict } from '../../model/verdict.js';
import { parseJson } from '../../text/parse-json.js';
import { readLocalSource } from '../../toolchain/source/local-source.js';
import type { Session } from '../session.js';

export interface SourceVerdict {
  readonly verdict: Verdict;
  /** One sentence for people. */
  readonly detail: string;
}

const keptSchema = z.object({
  oracleVersion: z.number().int(),
  verdict: z.enum(staticVerdicts),
  detail: z.string().max(1000),
});

/** Judges the source in a GOROOT. */
export async function judgeInstalled(
  goroot: string,
  { bug, paths }: Pick<Session, 'bug' | 'paths'>,
): Promise<SourceVerdict> {
  const oracle = bug.source;
  const texts = await readLocalSource(goroot, oracle.files);
  const hash = createHash('sha256').update(JSON.stringify(texts)).digest('hex');
  const file = path.join(paths.verdicts, bug.id, 'sources', `${hash}.json`);
  const kept = keptSchema.safeParse(parseJson(await readSmallFile(file, 16 << 10)));
  if (kept.success && kept.data.oracleVersion === oracle.version) return said(kept.data);
  const { verdict, detail } = oracle.judge(texts);
  // A cache that cannot be written only costs time.
  const news = `${JSON.stringify({ oracleVersion: oracle.version, verdict, detail })}\n`;
  await writeFileAtomic(file, news).catch(() => undefined);
  return said({ verdict, detail });
}

const said = ({ verdict, detail }: Pick<SourceJudgement, 'verdict' | 'detail'>): SourceVerdict => ({
  verdict: asVerdict(verdict),
  detail,
});
