import { ReproError } from '../../model/errors.js';
import { paragraph, tableOf, type ColumnOf } from '../../report/plain-table.js';
import { bytes, plural } from '../../report/words.js';
import type { PruneLimits } from '../../toolchain/prune-plan.js';
import { pruneInstalled, type InstalledToolchain } from '../../toolchain/store.js';
import type { CommandContext } from '../command-context.js';
import { openReply } from '../reply.js';
import { openWorkspace } from '../session.js';
import type { PruneOptions } from '../toolchain.js';

interface PrunedRow {
  readonly name: string;
  readonly result: 'removed' | 'in-use';
  readonly sizeBytes: number;
}

export async function pruneAction(options: PruneOptions, { signal }: CommandContext): Promise<void> {
  const answer = await openReply(options);
  const workspace = await openWorkspace(options, signal);
  const { context } = workspace;
  try {
    const limits = limitsOf(options, context.maxInstalledBytes);
    const { removed, kept, sizeBytesAfter } = await pruneInstalled(limits, context);
    const rows = [...removed.map(asRow('removed')), ...kept.map(asRow('in-use'))];
    await workspace.close();
    await answer({
      blocks: [
        ...(rows.length === 0 ? [] : [tableOf(columns, rows)]),
        paragraph(`${plural(removed.length, 'toolchain')} removed; ${bytes(sizeBytesAfter)} left.`),
      ],
      data: { schemaVersion: 1, toolchains: rows, sizeBytesAfter },
    });
  } finally {
    await workspace.close();
  }
}

/** Without any word on what to keep, everything would go: that has to be said. */
function limitsOf({ maxSize, keepLast, all }: PruneOptions, general: number | undefined): PruneLimits {
  const maxBytes = all === true ? 0 : (maxSize ?? (keepLast === undefined ? general : undefined));
  if (maxBytes === undefined && keepLast === undefined) {
    throw new ReproError('usage', 'prune needs to know what may stay', {
      hint: 'Give --max-size 5GB, --keep-last 3, or --all.',
    });
  }
  return { maxBytes, keepLast };
}

const asRow =
  (result: PrunedRow['result']) =>
  ({ name, sizeBytes }: InstalledToolchain): PrunedRow => ({ name, result, sizeBytes });

const columns: readonly ColumnOf<PrunedRow>[] = [
  { title: 'Toolchain', text: ({ name }) => name },
  {
    title: 'Result',
    text: ({ result }) => (result === 'removed' ? 'removed' : 'kept: in use by another run'),
  },
  { title: 'Size', align: 'right', text: ({ sizeBytes }) => bytes(sizeBytes) },
];
