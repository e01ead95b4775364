import type { Question } from './question.js';

/** Programs that are built before anybody asks about them, while cores are idle. */
export interface BuildAhead {
  /** Begins to build, unless it has begun before. A failure is left to the question itself, which meets it again. */
  readonly begin: (question: Question) => void;
  /** The number of programs being built. */
  readonly underWay: () => number;
  /** Resolves once the program of this question is not being built ahead; two builds of one program are one in vain. */
  readonly settled: (question: Question) => Promise<void>;
  /** Ends what was begun in vain. */
  readonly close: () => Promise<void>;
}

/** @param build builds the program of a question and leaves it in the cache, until the signal ends that */
export function buildAhead(build: (question: Question, signal: AbortSignal) => Promise<void>): BuildAhead {
  const stop = new AbortController();
  const begun = new Map<string, Promise<void>>();
  let running = 0;
  return {
    begin: (question) => {
      const key = keyOf(question);
      if (begun.has(key)) return;
      running += 1;
      const ended = build(question, stop.signal)
        .catch(() => undefined)
        .finally(() => (running -= 1));
      begun.set(key, ended);
    },
    underWay: () => running,
    settled: (question) => begun.get(keyOf(question)) ?? Promise.resolve(),
    close: async () => {
      stop.abort();
      await Promise.all(begun.values());
    },
  };
}

const keyOf = ({ subject, target }: Question): string => JSON.stringify({ subject, target });
