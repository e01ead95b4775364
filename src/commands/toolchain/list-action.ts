import { shortenHome } from '../../text/shorten-home.js';
import { buildsSizeBytes } from '../../pipeline/store/store.js';
import { judgeInstalled } from '../../pipeline/scan/installed-verdicts.js';
import type { Session } from '../../pipeline/session.js';
import { compareVersionTexts } from '../../toolchain/find/version-text.js';
import { listToolchains } from '../../toolchain/list.js';
import { answerWith } from '../common/answer-with.js';
import type { CommandContext } from '../common/command-context.js';
import type { CommonOptions } from '../common/root.js';
import { describeList, type JudgedToolchain } from './describe-list.js';

export async function listAction(options: CommonOptions, context: CommandContext): Promise<void> {
  await answerWith(options, context, {}, async (session) => {
    const [found, buildsBytes] = await Promise.all([listJudged(session), buildsSizeBytes(session)]);
    const shown = (folder: string): string => shortenHome(folder, session.home);
    const toolchains = found.map((toolchain) => ({ ...toolchain, goroot: shown(toolchain.goroot) }));
    const installed = toolchains.filter(({ origin }) => origin === 'download');
    const installedBytes = installed.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
    const listing = { toolchains, installedBytes, buildsBytes, folder: shown(session.paths.root) };
    return {
      blocks: describeList(listing, session.clock.now(), options.verbose === true),
      data: {
        schemaVersion: 1,
        toolchains: toolchains.map((toolchain) => ({
          version: toolchain.versionText,
          verdict: toolchain.verdict,
          detail: toolchain.detail,
          source: toolchain.origin,
          goroot: toolchain.goroot,
          sizeBytes: toolchain.sizeBytes,
          lastUsed: toolchain.lastUsedMs === null ? null : new Date(toolchain.lastUsedMs).toISOString(),
          inUse: toolchain.inUse,
          problem: toolchain.problem,
        })),
        installedBytes,
        buildsBytes,
      },
    };
  });
}

/** The oldest first; among equals, in the order in which they are preferred. */
async function listJudged(session: Session): Promise<JudgedToolchain[]> {
  const listed = await listToolchains(session);
  const judged = await Promise.all(
    listed.map(async (toolchain) => ({
      ...toolchain,
      ...(await judgeInstalled(toolchain.goroot, session)),
    })),
  );
  return judged.toSorted((a, b) => compareVersionTexts(a.versionText, b.versionText));
}
