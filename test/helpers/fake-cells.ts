/** Cells whose toolchains, programs and trials are made up: for whatever is about their order. */
import { systemClock } from '../../src/host/clock.js';
import { cachePaths } from '../../src/host/files/paths.js';
import { hostPlatform } from '../../src/host/system.js';
import { ReproError, type ErrorCode } from '../../src/model/errors.js';
import type { Event } from '../../src/model/event.js';
import { err } from '../../src/model/result.js';
import type { Toolchain } from '../../src/model/toolchain.js';
import type { Verdict } from '../../src/model/verdict.js';
import type { CellContext } from '../../src/pipeline/examine/work-folder.js';
import type { Steps } from '../../src/pipeline/examine/examine-cells.js';
import { atOnce } from '../../src/pipeline/targets/ready-runners.js';
import { unanswered, type Question } from '../../src/pipeline/examine/question.js';
import { usualPlan } from '../../src/pipeline/examine/run-plan.js';
import { usualTarget } from './targets.js';
import { theBug } from './the-bug.js';

export const askedOnHost: Pick<Question, 'target' | 'obstacle' | 'plan'> = {
  target: usualTarget,
  obstacle: null,
  plan: usualPlan(theBug),
};

/** A context for steps that touch nothing; events are collected. */
export function nowhere(signal = new AbortController().signal) {
  const events: Event[] = [];
  const context: CellContext = {
    bug: theBug,
    signal,
    env: {},
    home: '/nowhere',
    paths: cachePaths('/nowhere', {}),
    platform: hostPlatform(),
    clock: systemClock,
    onEvent: (event) => events.push(event),
    offline: false,
    hashFiles: false,
    leaseBuilds: () => Promise.reject(new Error('nothing is built here')),
    fixture: { name: 'none', files: [], hash: '' },
    readyRunner: () => Promise.resolve({ kind: 'ready', ...atOnce }),
    workFolder: '/nowhere/work',
  };
  return { context, events };
}

export type Doing = 'fetch' | 'build' | 'try';

export interface FakeSteps extends Steps {
  /** What was acquired and what was built, and not given back yet. */
  readonly held: string[];
}

/** `work` says how long each step takes, by `go1.23.0 build`, and may throw. */
export function fakeSteps(
  work: (doing: Doing, subject: string) => Promise<void>,
  verdictOf: (subject: string) => Verdict = () => 'fixed',
): FakeSteps {
  const held: string[] = [];
  const hold = (name: string) => {
    held.push(name);
    return () => Promise.resolve(void held.splice(held.indexOf(name), 1));
  };
  return {
    held,
    scan: () => Promise.reject(new Error('nothing is scanned here')),
    acquire: async (request) => {
      const release = request.kind === 'release' ? request.release : request.kind;
      await work('fetch', release);
      return { toolchain: toolchainOf(release), giveBack: hold(release) };
    },
    prepare: async (question, toolchain, { onEvent }) => {
      const subject = question.subject.text;
      const source = { oracle: 'source', verdict: verdictOf(subject), detail: 'read' } as const;
      onEvent({ type: 'evidence', subject, evidence: source });
      await work('build', subject);
      const built = err({
        kind: 'build-failed',
        fault: 'source',
        summary: 'made up',
        hint: null,
        log: '',
      } as const);
      return { question, toolchain, source, built, giveBack: hold(`${subject} program`) };
    },
    examine: async ({ question }) => {
      const subject = question.subject.text;
      await work('try', subject);
      const { skipped: _, ...cell } = unanswered(question, 'seen', theBug);
      return { cell: { ...cell, verdict: verdictOf(subject) }, buildFailure: null };
    },
  };
}

const toolchainOf = (release: string): Toolchain => ({
  release,
  versionText: release,
  compilerVersion: release,
  goroot: `/nowhere/${release}`,
  goBinary: `/nowhere/${release}/bin/go`,
  ...hostPlatform(),
  origin: 'sdk',
  verified: false,
});

export const refused = (release: string, code: ErrorCode): ReproError =>
  new ReproError(code, `${release} is not to be had`);
