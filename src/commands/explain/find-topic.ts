import { editDistance } from '../../text/edit-distance.js';
import type { Bug } from '../../bugs/bug.js';
import { environmentTopics } from './environment.js';
import { errorTopics } from './errors.js';
import { oracleTopics, probeTopics, signatureTopics } from './evidence.js';
import { exitCodeTopics, findingTopics, outcomeTopics, verdictTopics } from './results.js';
import { targetTopics } from './targets.js';
import type { Topic } from '../../model/topic.js';

export const topicsOf = (bug: Bug): readonly Topic[] => [
  ...bug.topics,
  ...verdictTopics(bug),
  ...outcomeTopics,
  ...oracleTopics(bug),
  ...probeTopics(bug),
  ...signatureTopics(bug),
  ...findingTopics(bug),
  ...targetTopics(bug),
  ...environmentTopics,
  ...errorTopics,
  ...exitCodeTopics,
];

/** All topics of that name (`hang` is an outcome and a signature), or of that group (`probes`). */
export function findTopics(text: string, topics: readonly Topic[]): readonly Topic[] {
  const asked = normal(text);
  const named = topics.filter(({ name, aliases = [] }) =>
    [name, ...aliases].some((word) => normal(word) === asked),
  );
  const group = asked.replace(/s$/, '');
  return named.length > 0 ? named : topics.filter((topic) => topic.group === group);
}

const longestCompared = 40;
const shownSuggestions = 4;

/** Names that begin with, contain or nearly spell the text that was typed; never empty. */
export function nearestTopics(text: string, topics: readonly Topic[]): string[] {
  const asked = normal(text).slice(0, longestCompared);
  const names = [...new Set(topics.map(({ name }) => name))];
  return names
    .map((name) => ({ name, distance: distanceTo(name, asked) }))
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, shownSuggestions)
    .map(({ name }) => name);
}

function distanceTo(name: string, asked: string): number {
  if (asked !== '' && (name.startsWith(asked) || asked.startsWith(name))) return 0;
  if (asked.length > 2 && name.includes(asked)) return 1;
  return editDistance(asked, name);
}

const normal = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-');
