import { exitCodes } from '../../model/verdict.js';
import { removeToolchain } from '../../pipeline/store/store.js';
import { tableOf, type ColumnOf } from '../../report/page/plain-table.js';
import { bytes } from '../../report/page/words.js';
import type { Session } from '../../pipeline/session.js';
import { installName } from '../../toolchain/context.js';
import {
  isInstallName,
  listInstalled,
  type InstalledToolchain,
  type Removal,
} from '../../toolchain/store/store.js';
import { answerWith } from '../common/answer-with.js';
import type { CommandContext } from '../common/command-context.js';
import { resolveReleases } from '../../pipeline/resolve-specs.js';
import type { CommonOptions } from '../common/root.js';

interface RemovalRow {
  readonly name: string;
  readonly result: Removal;
  readonly sizeBytes: number;
}

export async function removeAction(
  specs: readonly string[],
  options: CommonOptions,
  context: CommandContext,
): Promise<void> {
  await answerWith(options, context, {}, async (session) => {
    const rows: RemovalRow[] = [];
    const installed = await listInstalled(session);
    const names = await Promise.all(specs.map((spec) => namesToRemove(spec, installed, session)));
    for (const name of names.flat()) {
      const toolchain = installed.find((candidate) => candidate.name === name);
      const result = toolchain === undefined ? 'not-installed' : await removeToolchain(toolchain, session);
      rows.push({ name, result, sizeBytes: result === 'removed' ? (toolchain?.sizeBytes ?? 0) : 0 });
    }
    return {
      blocks: [tableOf(columns, rows)],
      data: { schemaVersion: 1, removals: rows },
      exitCode: rows.some(({ result }) => result !== 'removed') ? exitCodes.failed : exitCodes.ok,
    };
  });
}

/** The installed releases of a line or a range; a single release by its name, installed or not. */
async function namesToRemove(
  spec: string,
  installed: readonly InstalledToolchain[],
  session: Session,
): Promise<string[]> {
  // The name of an install means nothing else: that of another platform must not remove the one of this platform.
  if (isInstallName(spec)) return [spec];
  const releases = await resolveReleases([spec], {}, session);
  const names = releases.map((release) => installName(release, session.platform));
  const found = names.filter((name) => installed.some((toolchain) => toolchain.name === name));
  return found.length > 0 ? found : names.length === 1 ? names : [spec];
}

const explained = {
  removed: 'removed',
  'in-use': 'in use by another run: try again when it has ended',
  'not-installed': 'not installed by this tool: see `cgoprof-repro toolchain list`',
} as const satisfies Record<Removal, string>;

const columns: readonly ColumnOf<RemovalRow>[] = [
  { title: 'Toolchain', text: ({ name }) => name },
  {
    title: 'Result',
    text: ({ result }) => explained[result],
    tone: ({ result }) => (result === 'removed' ? 'plain' : 'loud'),
  },
  { title: 'Freed', align: 'right', text: ({ sizeBytes }) => (sizeBytes === 0 ? '' : bytes(sizeBytes)) },
];
