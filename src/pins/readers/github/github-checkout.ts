/** `actions/checkout` with a `path`: a path that a workflow names below it is at the root of the repository. */
import { hasUnknown, textOf, unplaced, type Expansion } from '../../values/expansion.js';
import { withinRepository } from '../../values/file-reference.js';
import type { WorkflowContext } from './github-context.js';

/** The path in the repository; unchanged if no step before puts the repository into such a folder. */
export function pathInRepository(context: WorkflowContext, path: Expansion): Expansion {
  const named = hasUnknown(textOf(path)) ? null : withinRepository(textOf(path));
  if (named === null || path.some(({ input }) => input !== undefined)) return path;
  const folder = foldersOfCheckouts(context).find((checkout) => named.startsWith(`${checkout}/`));
  return folder === undefined ? path : unplaced(named.slice(folder.length + 1));
}

/** The folders into which this repository is checked out. The files of another repository are not known. */
function foldersOfCheckouts({ tree, job }: WorkflowContext): readonly string[] {
  if (job === null) return [];
  return tree.items(tree.get(job, 'steps')).flatMap((step) => {
    const action = tree.scalar(tree.get(step, 'uses'))?.text ?? '';
    const inputs = tree.get(step, 'with');
    const repository = tree.scalar(tree.get(inputs, 'repository'))?.text ?? '';
    const isOwn = repository === '' || /^\$\{\{\s{0,9}github\.repository\s{0,9}\}\}$/.test(repository);
    if (!/^actions\/checkout@/i.test(action) || !isOwn) return [];
    const folder = withinRepository(tree.scalar(tree.get(inputs, 'path'))?.text ?? '');
    return folder === null || folder === '' || folder.includes('$') ? [] : [folder];
  });
}
