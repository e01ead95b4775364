/** Toolchains by the source of their runtime, which is what they compile into every program. Nothing is run. */
import path from 'node:path';
import { readSmallFile } from '../../host/files.js';
import { homeFolder } from '../../host/paths.js';
import { shortenHome } from '../../model/shorten-home.js';
import type { Cell } from '../../model/report.js';
import { judgeSource } from '../../oracle/source/judge.js';
import { predictRelease } from '../../release/predictions.js';
import type { Subject } from '../../release/resolve-spec.js';
import { howToFix } from '../../release/upgrade.js';
import type { ToolchainContext } from '../../toolchain/context.js';
import { goCommandsOnPath, gorootAround, gorootOfCommand } from '../../toolchain/go-command.js';
import { readLocalSource } from '../../toolchain/local-source.js';
import { firstLine, isPlainRelease, releaseIn } from '../../toolchain/version-text.js';
import { cellOfScan } from '../scan-cells.js';
import { scanReleases } from '../scan.js';
import { everyTarget, unreadCell } from './gate-cell.js';
import { toolchainCell } from './toolchain-cell.js';

const maxVersionBytes = 4096;

export async function judgeGoroot(subject: string, goroot: string, source = 'given'): Promise<Cell> {
  const { verdict: said, detail } = judgeSource(await readLocalSource(goroot));
  const version = firstLine((await readSmallFile(path.join(goroot, 'VERSION'), maxVersionBytes)) ?? '');
  const release = releaseIn(version);
  const verdict = said === 'unknown' ? 'inconclusive' : said;
  const fix = verdict === 'affected' ? howToFix(release) : undefined;
  return toolchainCell({
    ...everyTarget,
    subject,
    go: version === '' ? null : release,
    toolchain: {
      source,
      goroot: shortenHome(goroot, homeFolder()),
      version: version || 'unknown',
      verified: false,
    },
    predicted: isPlainRelease(version) ? predictRelease(release).verdict : 'unknown',
    verdict,
    reason: detail,
    evidence: [{ oracle: 'source', verdict, detail }],
    trials: [],
    ...(fix === undefined ? {} : { fix }),
  });
}

/** A file that is, or calls itself, a go command. It may come from anywhere, so that it is never run. */
export async function judgeGoCommand(subject: string, command: string): Promise<Cell> {
  const goroot = await gorootAround(command);
  return goroot === null
    ? unreadCell(
        { subject },
        'unread-file',
        'It lies in no GOROOT, and it is not run to ask for one: name the GOROOT.',
      )
    : judgeGoroot(subject, goroot);
}

/** What SPECs came to: releases are read from installed copies or the module proxy, a few hundred KB each. */
export async function judgeToolchains(
  subjects: readonly Subject[],
  context: ToolchainContext,
): Promise<readonly Cell[]> {
  const cells: Cell[] = [];
  for (const subject of subjects) {
    if (subject.kind === 'path') cells.push(await judgeGoCommand(subject.text, subject.path));
    if (subject.kind === 'local') cells.push(await judgeLocal(context));
  }
  const releases = subjects.flatMap((subject) => (subject.kind === 'release' ? [subject.release] : []));
  return [...cells, ...(releases.length === 0 ? [] : await judgeReleases(releases, context))];
}

/** The user's own go command, which may be a launcher that has to be asked where its GOROOT is. */
async function judgeLocal({ env }: ToolchainContext): Promise<Cell> {
  const [command] = await goCommandsOnPath(env);
  if (command === undefined)
    return unreadCell({ subject: 'local' }, 'unread-file', 'There is no go command on PATH.');
  const goroot = await gorootOfCommand(command, env);
  return goroot === null
    ? unreadCell({ subject: 'local' }, 'unread-file', 'The go command on PATH does not lead to a GOROOT.')
    : judgeGoroot('local', goroot, 'path');
}

async function judgeReleases(
  releases: readonly string[],
  context: ToolchainContext,
): Promise<readonly Cell[]> {
  return (await scanReleasesOnce(releases, context)).map((row) =>
    toolchainCell(cellOfScan(row, everyTarget)),
  );
}

/** Loaded on demand: the network is the exception. */
export async function scanReleasesOnce(releases: readonly string[], context: ToolchainContext) {
  const { openScanner } = await import('../open-scanner.js');
  const scanner = await openScanner(context);
  try {
    return await scanReleases(releases, scanner.dependencies);
  } finally {
    scanner.close();
  }
}
