import type { ChildRecord } from '../../src/model/child.js';
import type { ProgramSettings } from '../../src/model/program.js';
import type { ProfileFacts } from '../../src/oracle/profile-facts.js';
import type { TrialFacts, TrialJudgement } from '../../src/oracle/probes/probe.js';
import { parseMessages } from '../../src/oracle/protocol.js';
import { recognise } from '../../src/oracle/signatures/table.js';
import { childRecord } from './child-record.js';

/** What a run without options asks of the program. */
export const plainSettings: ProgramSettings = {
  depth: 2,
  threads: 2,
  threadOrigin: 'c',
  threadReuse: true,
  profileHz: 100,
};

type Said = Readonly<Record<string, unknown>>;

const hello: Said = { type: 'hello', probe: 'flag', go: 'go1.23.0', cpus: 2 };
const done: Said = { type: 'done', probe: 'flag' };

/** A trial as `runTrial` hands it to a probe; the messages take the way through the protocol. */
export function trialFacts(
  said: readonly Said[],
  child: Partial<ChildRecord> = {},
  profiles: readonly ProfileFacts[] = [],
): TrialFacts {
  const messages = said.map((message) => JSON.stringify({ v: 1, ...message }));
  const record = childRecord({ ...child, messages });
  return { child: record, signature: recognise(record), messages: parseMessages(messages), profiles };
}

/** A trial that was greeted and ended well, with this in between. */
export function wholeTrial(said: readonly Said[], profiles: readonly ProfileFacts[] = []): TrialFacts {
  return trialFacts([hello, ...said, done], {}, profiles);
}

export function profileFacts(facts: {
  readonly spin?: Partial<ProfileFacts['spin']>;
  readonly exposures?: number;
}): ProfileFacts {
  const spin = { externalCode: 0, cgocallback: 0, other: 0, ...facts.spin };
  return { samples: 100, spin, exposures: facts.exposures ?? 0 };
}

export function judgement(facts: Partial<TrialJudgement>): TrialJudgement {
  return { outcome: 'clean', signature: null, says: null, detection: 0, ...facts };
}
