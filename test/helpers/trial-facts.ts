import type { ChildRecord } from '../../src/model/child.js';
import type { ProgramSettings } from '../../src/model/program.js';
import { theBug } from './the-bug.js';
import type { TrialFacts, TrialJudgement } from '../../src/oracle/probe.js';
import { recognise } from '../../src/oracle/signatures/recognise.js';
import { parseMessages } from '../../src/oracle/protocol.js';
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
  profiles: readonly Uint8Array[] = [],
): TrialFacts {
  const messages = said.map((message) => JSON.stringify({ v: 1, ...message }));
  const record = childRecord({ ...child, messages });
  return {
    child: record,
    signature: recognise(record, theBug.signatures),
    messages: parseMessages(messages),
    profiles,
  };
}

/** A trial that was greeted and ended well, with this in between. */
export function wholeTrial(said: readonly Said[], profiles: readonly Uint8Array[] = []): TrialFacts {
  return trialFacts([hello, ...said, done], {}, profiles);
}

export function judgement(facts: Partial<TrialJudgement>): TrialJudgement {
  return { outcome: 'clean', signature: null, says: null, detection: 0, ...facts };
}
