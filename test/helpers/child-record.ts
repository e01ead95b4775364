import type { ChildRecord } from '../../src/model/child.js';

/** A child that ended well and said nothing, but for what is given. */
export function childRecord(facts: Partial<ChildRecord> = {}): ChildRecord {
  return {
    end: { kind: 'exited', code: 0 },
    endedBy: 'itself',
    durationMs: 100,
    messages: [],
    output: '',
    outputTruncated: false,
    logFile: null,
    ...facts,
  };
}

export const exited = (code: number): Pick<ChildRecord, 'end'> => ({ end: { kind: 'exited', code } });
export const signalled = (signal: string): Pick<ChildRecord, 'end'> => ({
  end: { kind: 'signalled', signal },
});
