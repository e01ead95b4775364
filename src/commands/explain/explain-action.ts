import { ReproError } from '../../model/errors.js';
import { sanitiseLine } from '../../text/sanitise.js';
import type { Block } from '../../report/page/document.js';
import { paragraph } from '../../report/page/plain-table.js';
import { openReply, type Reply } from '../common/reply.js';
import type { CommonOptions } from '../common/root.js';
import { theBug } from '../../bugs/table.js';
import { findTopics, nearestTopics, topicsOf } from './find-topic.js';
import { topicGroups, type Topic } from '../../model/topic.js';

export async function explainAction(name: string | undefined, options: CommonOptions): Promise<void> {
  const answer = await openReply(options);
  const topics = topicsOf(await theBug.load());
  await answer(name === undefined ? listOf(topics) : pageOf(name, topics));
}

function listOf(topics: readonly Topic[]): Reply {
  const facts = topicGroups.map((group) => ({
    label: group,
    text: topics
      .filter((topic) => topic.group === group)
      .map((topic) => topic.name)
      .join(', '),
  }));
  return {
    blocks: [
      { kind: 'title', text: 'Topics of `cgoprof-repro explain TOPIC`' },
      { kind: 'facts', facts },
    ],
    data: { schemaVersion: 1, topics: topics.map(({ group, name, title }) => ({ group, name, title })) },
  };
}

function pageOf(name: string, topics: readonly Topic[]): Reply {
  const found = findTopics(name, topics);
  if (found.length === 0) {
    throw new ReproError('usage', `there is no topic "${sanitiseLine(name).slice(0, 60)}"`, {
      hint: `Nearest: ${nearestTopics(name, topics).join(', ')}. All: cgoprof-repro explain`,
    });
  }
  return { blocks: found.flatMap(describeTopic), data: { schemaVersion: 1, topics: found } };
}

function describeTopic({ title, paragraphs, picture, facts }: Topic): Block[] {
  return [
    { kind: 'title', text: title },
    ...paragraphs.map((text) => paragraph(text)),
    ...(picture === undefined ? [] : [{ kind: 'log', title: 'In a picture', text: picture } as const]),
    ...(facts === undefined ? [] : [{ kind: 'facts', facts } as const]),
  ];
}
