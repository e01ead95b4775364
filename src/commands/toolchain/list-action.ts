import { shortenHome } from '../../text/shorten-home.js';
import { buildsSizeBytes } from '../../pipeline/store/store.js';
import { paragraph, tableOf, type ColumnOf } from '../../report/page/plain-table.js';
import { bytes } from '../../report/page/words.js';
import { judgeInstalled, type SourceVerdict } from '../../pipeline/scan/installed-verdicts.js';
import type { Session } from '../../pipeline/session.js';
import { compareVersionTexts } from '../../toolchain/find/version-text.js';
import { listToolchains, type ListedToolchain } from '../../toolchain/list.js';
import { answerWith } from '../common/answer-with.js';
import type { CommandContext } from '../common/command-context.js';
import type { CommonOptions } from '../common/root.js';

export async function listAction(options: CommonOptions, context: CommandContext): Promise<void> {
  await answerWith(options, context, {}, async (session) => {
    const [listed, buildsBytes] = await Promise.all([listJudged(session), buildsSizeBytes(session)]);
    const shown = (folder: string): string => shortenHome(folder, session.home);
    const toolchains = listed.map((toolchain) => ({ ...toolchain, goroot: shown(toolchain.goroot) }));
    const installed = toolchains.filter(({ origin }) => origin === 'download');
    const installedBytes = installed.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
    const total = `Installed by this tool: ${installed.length}, ${bytes(installedBytes)}; built with Go toolchains: ${bytes(buildsBytes)}; in ${shown(session.paths.root)}`;
    return {
      blocks: [
        toolchains.length === 0
          ? paragraph('There is no Go toolchain on this machine.')
          : tableOf(columns(session.clock.now()), toolchains),
        paragraph(
          'Verdicts are by the source of each runtime. Nothing was run: `cgoprof-repro --go installed` does.',
        ),
        paragraph(total),
      ],
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

type JudgedToolchain = ListedToolchain & SourceVerdict;

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

const columns = (now: number): readonly ColumnOf<JudgedToolchain>[] => [
  { title: 'Version', text: ({ versionText }) => versionText || 'unknown' },
  { title: 'Verdict', text: ({ verdict }) => verdict, tone: ({ verdict }) => verdict },
  { title: 'Source', text: ({ origin }) => origin },
  { title: 'Size', align: 'right', text: ({ sizeBytes }) => (sizeBytes === null ? '' : bytes(sizeBytes)) },
  {
    title: 'Last use',
    text: ({ lastUsedMs, inUse }) => (inUse ? 'in use' : lastUsedMs === null ? '' : ago(now - lastUsedMs)),
  },
  { title: 'Where', text: ({ goroot }) => goroot },
  { title: 'Problem', text: ({ problem }) => problem ?? '', tone: () => 'loud' },
];

/** The age, such as `3 days ago`: exact enough to choose what to remove. */
function ago(milliseconds: number): string {
  const hours = milliseconds / 3_600_000;
  if (hours < 1) return 'this hour';
  if (hours < 24) return 'today';
  const days = Math.floor(hours / 24);
  return days === 1 ? '1 day ago' : `${days} days ago`;
}
