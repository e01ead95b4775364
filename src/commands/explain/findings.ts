import { findingTexts } from '../../model/finding-texts.js';
import { findingKinds } from '../../model/finding.js';
import type { Topic } from './topic.js';

export const findingTopics: readonly Topic[] = findingKinds.map((name) => ({
  group: 'finding',
  name,
  title: `Finding ${name}: ${findingTexts[name].title}`,
  paragraphs: findingTexts[name].explanation,
}));
