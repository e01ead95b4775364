/** The content of `toolchain list`: every toolchain on the machine, ours and others'. */
import { diskUsageBytes } from '../host/files/files.js';
import type { ToolchainOrigin } from '../model/toolchain.js';
import { checkToolchain, type CheckResult } from './find/check.js';
import type { ToolchainContext } from './context.js';
import { discoverToolchains, type Candidate } from './find/discover.js';
import { recall, remember } from './find/known.js';
import { listInstalled } from './store/store.js';

export interface ListedToolchain {
  /** From its VERSION file or, without one, from its go command. */
  readonly versionText: string;
  readonly origin: ToolchainOrigin;
  readonly goroot: string;
  /** Null for one that does not work. */
  readonly sizeBytes: number | null;
  /** Milliseconds since 1970; null for those that this tool did not install, since their use is not recorded. */
  readonly lastUsedMs: number | null;
  readonly inUse: boolean;
  /** The reason why it cannot be used as what it claims to be, or null. */
  readonly problem: string | null;
}

export async function listToolchains(context: ToolchainContext): Promise<ListedToolchain[]> {
  const [candidates, installed] = await Promise.all([discoverToolchains(context), listInstalled(context)]);
  const total = candidates.length;
  let done = 0;
  const tell = (): void => context.onEvent({ type: 'work-progress', work: 'sizes', done, total });
  tell();
  return Promise.all(
    candidates.map(async (candidate) => {
      const own = installed.find(({ goroot }) => goroot === candidate.goroot);
      const measured = await checkAndMeasure(candidate, own?.sizeBytes, context);
      done += 1;
      tell();
      return {
        ...measured,
        origin: candidate.origin,
        goroot: candidate.goroot,
        lastUsedMs: own?.lastUsedMs ?? null,
        inUse: own?.inUse ?? false,
      };
    }),
  );
}

async function checkAndMeasure(
  { goroot, versionText }: Candidate,
  recordedBytes: number | undefined,
  context: ToolchainContext,
): Promise<Pick<ListedToolchain, 'versionText' | 'problem' | 'sizeBytes'>> {
  const known = await recall(goroot, context.paths);
  const check: CheckResult =
    known === null
      ? await checkToolchain(goroot, context.env, context.paths)
      : { kind: 'sound', facts: known.facts };
  if (check.kind === 'unsound') return { versionText, problem: check.seen, sizeBytes: null };
  const { facts } = check;
  // They have ten thousand files each, so they are measured once.
  const kept = recordedBytes ?? known?.sizeBytes;
  const sizeBytes = kept ?? (await diskUsageBytes(goroot, context));
  if (kept === undefined) await remember(goroot, { facts, sizeBytes }, context.paths);
  return { versionText: facts.versionText, problem: facts.disagreement ?? null, sizeBytes };
}
