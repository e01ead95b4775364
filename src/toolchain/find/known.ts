/**
 * The findings about GOROOTs, kept in the cache so that a second look takes a millisecond. They are valid as long as
 * the decisive files stay the same: VERSION, the tools, and the runtime sources that carry the bug.
 */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { fileIdentity, readSmallFile, writeFileAtomic } from '../../host/files/files.js';
import { realPathOf } from '../../host/files/path-kind.js';
import type { CachePaths } from '../../host/files/paths.js';
import { parseJson } from '../../text/parse-json.js';
import { goExecutable } from './go-command.js';

const soundSchema = z.object({
  versionText: z.string(),
  compilerVersion: z.string(),
  goos: z.string(),
  goarch: z.string(),
  /** Set if VERSION and the go command say different things. */
  disagreement: z.string().optional(),
});
export type SoundToolchain = z.infer<typeof soundSchema>;

/** The remembered facts about a GOROOT, valid while its fingerprint stays the same. */
const knownSchema = z.object({
  goroot: z.string(),
  fingerprint: z.string(),
  facts: soundSchema,
  /** True if the tree's hash is the one that the checksum database names, once that was worked out. */
  intact: z.boolean().optional(),
  sizeBytes: z.int().nonnegative().optional(),
});
export type KnownToolchain = z.infer<typeof knownSchema>;

/** The tools a cgo build starts. */
export const tools = ['compile', 'link', 'asm', 'cgo'];

/** Path of a tool below GOROOT. */
export function toolFile(tool: string, host: { readonly goos: string; readonly goarch: string }): string {
  return path.join('pkg/tool', `${host.goos}_${host.goarch}`, goExecutable.replace('go', tool));
}

/** The facts about a GOROOT, or null if nothing is known or it has changed since. */
export async function recall(goroot: string, paths: CachePaths): Promise<KnownToolchain | null> {
  const text = await readSmallFile(await knownFile(goroot, paths), 64 << 10);
  const known = knownSchema.safeParse(parseJson(text));
  if (!known.success || known.data.fingerprint !== (await fingerprint(goroot, known.data.facts))) return null;
  return known.data;
}

/** Adds to the known facts. A cache that cannot be written only costs time. */
export async function remember(
  goroot: string,
  news: Pick<KnownToolchain, 'facts'> & Partial<Pick<KnownToolchain, 'intact' | 'sizeBytes'>>,
  paths: CachePaths,
): Promise<void> {
  const before = await recall(goroot, paths);
  const known: KnownToolchain = {
    ...before,
    ...news,
    goroot,
    fingerprint: await fingerprint(goroot, news.facts),
  };
  await writeFileAtomic(await knownFile(goroot, paths), JSON.stringify(known)).catch(() => undefined);
}

async function knownFile(goroot: string, paths: CachePaths): Promise<string> {
  const hash = createHash('sha256').update(await realPathOf(goroot));
  return path.join(paths.toolchains, '.known', `${hash.digest('hex')}.json`);
}

/** Identity of the decisive files: the tools, and the runtime sources that carry the bug. */
async function fingerprint(goroot: string, facts: { goos: string; goarch: string }): Promise<string> {
  const files = [
    'VERSION',
    `bin/${goExecutable}`,
    ...tools.map((tool) => toolFile(tool, facts)),
    ...['', 'cgocall.go', 'proc.go', 'signal_unix.go', 'runtime2.go'].map((name) => `src/runtime/${name}`),
  ];
  const identities = await Promise.all(files.map((file) => fileIdentity(path.join(goroot, file))));
  return createHash('sha256').update(identities.join('\n')).digest('hex');
}
