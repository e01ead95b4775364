import { listed } from '../../report/page/causes.js';
import type { Comparison } from '../../verdict/compare.js';

/** Names that fit into one sentence. */
const namesShown = 4;

/** The answer of `report compare` in one sentence, its last line. */
export function answerOfComparison({ changes, stillAffected }: Comparison): string {
  const affected = changes.filter(({ after }) => after === 'affected');
  const became = affected.filter(({ before }) => before !== null).map(({ subject }) => subject);
  const asked = affected.filter(({ before }) => before === null).map(({ question }) => question);
  const gone = changes.filter(({ after }) => after === null).map(({ subject }) => subject);
  const verb = new Set(became).size === 1 ? 'has' : 'have';
  return [
    became.length === 0 ? 'nothing has become affected' : `${names(became)} ${verb} become affected`,
    ...(asked.length === 0 ? [] : [`not answered before, and affected: ${names(asked)}`]),
    ...(stillAffected.length === 0 ? [] : [`still affected: ${names(stillAffected)}`]),
    ...(gone.length === 0 ? [] : [`${gone.length} no longer answered: ${names(gone)}`]),
  ].join('; ');
}

const names = (subjects: readonly string[]): string => listed(subjects, namesShown);
