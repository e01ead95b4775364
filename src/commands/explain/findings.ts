import { explanationOf } from '../../bugs/explanation.js';
import type { Bug } from '../../bugs/bug.js';
import { findingTexts } from '../../model/finding-texts.js';
import { findingKinds } from '../../model/finding.js';
import type { Topic } from '../../model/topic.js';

export const findingTopics = (bug: Bug): readonly Topic[] =>
  findingKinds.map((name) => ({
    group: 'finding',
    name,
    title: `Finding ${name}: ${findingTexts[name].title}`,
    paragraphs: explanationOf(name, bug),
  }));
