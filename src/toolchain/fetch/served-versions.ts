/**
 * The toolchains that the user's module proxy lists. The list may be incomplete (a proxy can serve releases that it
 * does not list), so it only adds to the known ones. It is requested through the go command, for the same reasons as
 * downloads.
 */
import path from 'node:path';
import { z } from 'zod';
import { downloadEnvironment } from '../../host/environment.js';
import { runCommand, type CommandResult } from '../../host/process/run-command.js';
import { readSmallFile, writeFileAtomic } from '../../host/files/files.js';
import { withTemporaryFolder } from '../../host/scratch/temporary-folder.js';
import { toolchainModule, type ToolchainContext } from '../context.js';
import { goCommandsOnPath, parseJsonObject } from '../find/go-command.js';
import { firstLine } from '../find/version-text.js';

export type ServedVersions =
  /** Module versions as the proxy gave them now, `v0.0.1-go1.23.0.linux-amd64`. */
  | { readonly kind: 'asked'; readonly versions: readonly string[] }
  /** As it gave them at most a day ago, or at any time if it may not or cannot be asked. */
  | { readonly kind: 'remembered'; readonly versions: readonly string[] }
  | { readonly kind: 'unknown'; readonly versions: readonly []; readonly reason: string };

const rememberedSchema = z.object({ askedAtMs: z.number(), versions: z.array(z.string()) });
const answerSchema = z.object({ Versions: z.array(z.string().max(100)).max(50_000) });
const freshMs = 24 * 3600_000;
const askTimeoutMs = 15_000;
const maxListBytes = 4 << 20;

export async function listServedVersions(context: ToolchainContext): Promise<ServedVersions> {
  const file = path.join(context.paths.toolchains, '.known', 'served-versions.json');
  const text = await readSmallFile(file, maxListBytes);
  const remembered = rememberedSchema.safeParse(parseJsonObject(text ?? ''));
  const old = remembered.success ? remembered.data : null;
  const now = context.clock.now();
  const isFresh = old !== null && now >= old.askedAtMs && now - old.askedAtMs < freshMs;
  if (old !== null && (isFresh || context.offline)) return { kind: 'remembered', versions: old.versions };
  if (context.offline)
    return { kind: 'unknown', versions: [], reason: 'the proxy may not be asked (--offline)' };

  const asked = await askProxy(context);
  if (asked.kind === 'asked') {
    // An unwritable cache only means asking again.
    await writeFileAtomic(file, JSON.stringify({ askedAtMs: now, versions: asked.versions })).catch(
      () => undefined,
    );
    return asked;
  }
  return old === null ? asked : { kind: 'remembered', versions: old.versions };
}

/** Asks now, even if an answer is remembered. */
export async function askProxy(context: ToolchainContext, timeoutMs = askTimeoutMs): Promise<ServedVersions> {
  const [goBinary] = await goCommandsOnPath(context.env);
  if (goBinary === undefined)
    return { kind: 'unknown', versions: [], reason: 'there is no go command on PATH' };
  return withTemporaryFolder(
    context.paths.downloads,
    async (work) => {
      await writeFileAtomic(path.join(work, 'go.mod'), 'module list\n');
      const result = await runCommand({
        file: goBinary,
        args: ['list', '-m', '-versions', '-json', toolchainModule],
        cwd: work,
        env: downloadEnvironment(context.env, { GOMODCACHE: path.join(work, 'mod'), GOFLAGS: '-modcacherw' }),
        timeoutMs,
        maxOutputBytes: maxListBytes,
        signal: context.signal,
      });
      const answer = answerSchema.safeParse(parseJsonObject('stdout' in result ? result.stdout : ''));
      return answer.success
        ? { kind: 'asked', versions: answer.data.Versions }
        : { kind: 'unknown', versions: [], reason: reasonOf(result, timeoutMs) };
    },
    'served',
  );
}

function reasonOf(result: CommandResult, timeoutMs: number): string {
  if (result.kind === 'not-started') return `the go command could not be started (${result.reason})`;
  const said = firstLine(result.stderr);
  if (result.kind === 'timed-out')
    return `nothing within ${timeoutMs / 1000} s${said === '' ? '' : ` (${said})`}`;
  return said || `the go command listed nothing (${result.kind})`;
}
