/** golang/go#72870: after a nested cgo callback the runtime takes Go for C, and building a CPU profile can panic. */
import type { ProgramSettings } from '../../model/program.js';
import type { Target } from '../../model/target.js';
import type { Bug, SourceOracle } from '../bug.js';
import { exposureWords } from './binary/exposure-words.js';
import { runtimeQuestion } from './binary/question.js';
import { predictionList } from './prediction-list.js';
import { identity } from './identity.js';
import { targetFlags } from './probes/asking.js';
import { flagFields } from './probes/flag.js';
import { links } from './links.js';
import { probes } from './probes/table.js';
import { recordedProfiles } from './recorded-profiles.js';
import { signatures } from './signatures.js';
import { since } from './since.js';
import { hashRelevantSource, judgeSource, sourceOracleVersion } from './source/judge.js';
import { topics } from './topics.js';
import { words } from './words.js';

const [cgocall, runtime2] = ['src/runtime/cgocall.go', 'src/runtime/runtime2.go'] as const;

const source: SourceOracle = {
  files: [cgocall, runtime2],
  version: sourceOracleVersion,
  judge: (texts) => judgeSource({ cgocall: texts[cgocall] ?? null, runtime2: texts[runtime2] ?? null }),
  hash: (texts) => {
    const text = texts[cgocall] ?? null;
    return text === null ? null : hashRelevantSource(text);
  },
};

/** Says why a program with these settings cannot show the bug on any toolchain; null if it can. */
function cannotShow({ depth, threadOrigin }: ProgramSettings): string | null {
  if (depth < 2) return `a plain callback (--depth ${depth}) has no outer frame to misflag`;
  return threadOrigin === 'go'
    ? 'only threads made by C enter Go through an extra M (--thread-origin go)'
    : null;
}

/** Only runtime/signal_unix.go reads the flag. */
const withoutEffect = ({ goos }: Target): string | null =>
  goos === 'windows' ? 'nothing on Windows reads it, so nothing else can be seen' : null;

export const go72870: Bug = {
  ...identity,
  since,
  fixture: 'nested-callbacks',
  fields: flagFields,
  targetFlags,
  cannotShow,
  withoutEffect,
  probes,
  signatures,
  source,
  binary: { question: runtimeQuestion, exposure: exposureWords },
  predictions: predictionList,
  words,
  topics,
  links,
  recordedProfiles,
};
