import { ReproError } from '../../model/errors.js';
import type { StoredItem } from '../../model/stored-item.js';
import type { PruneLimits } from '../../pipeline/store/prune-plan.js';
import { pruneStore } from '../../pipeline/store/store.js';
import { paragraph, tableOf, type ColumnOf } from '../../report/page/plain-table.js';
import { bytes, plural } from '../../report/page/words.js';
import { answerWith } from '../common/answer-with.js';
import type { CommandContext } from '../common/command-context.js';
import type { CommonOptions } from '../common/root.js';

interface PruneOptions extends CommonOptions {
  readonly maxSize?: number | undefined;
  readonly keepLast?: number | undefined;
  readonly all?: true | undefined;
}

interface PrunedRow extends Pick<StoredItem, 'kind' | 'name' | 'sizeBytes'> {
  readonly result: 'removed' | 'in-use';
}

export async function pruneAction(options: PruneOptions, context: CommandContext): Promise<void> {
  await answerWith(options, context, {}, async (session) => {
    const limits = limitsOf(options, session.maxCacheBytes);
    const { removed, kept, sizeBytesAfter } = await pruneStore(limits, session);
    const rows = [...removed.map(asRow('removed')), ...kept.map(asRow('in-use'))];
    return {
      blocks: [
        ...(rows.length === 0 ? [] : [tableOf(columns, rows)]),
        paragraph(`${removedInWords(removed)} removed; ${bytes(sizeBytesAfter)} left.`),
      ],
      data: { schemaVersion: 1, toolchains: rows, sizeBytesAfter },
    };
  });
}

function removedInWords(removed: readonly StoredItem[]): string {
  const toolchains = removed.filter(({ kind }) => kind === 'toolchain').length;
  const builds = removed.length - toolchains;
  return [
    plural(toolchains, 'toolchain'),
    ...(builds === 0 ? [] : [`what was built with ${plural(builds, 'toolchain')}`]),
  ].join(' and ');
}

/** The limits of the options. Without any limit everything would be removed: the user has to say that. */
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
  ({ kind, name, sizeBytes }: StoredItem): PrunedRow => ({ kind, name, result, sizeBytes });

const kindNames = { toolchain: 'toolchain', builds: 'built with it' } as const;

const columns: readonly ColumnOf<PrunedRow>[] = [
  { title: 'Name', text: ({ name }) => name },
  { title: 'What', text: ({ kind }) => kindNames[kind] },
  {
    title: 'Result',
    text: ({ result }) => (result === 'removed' ? 'removed' : 'kept: in use by another run'),
  },
  { title: 'Size', align: 'right', text: ({ sizeBytes }) => bytes(sizeBytes) },
];
