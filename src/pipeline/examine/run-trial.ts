import path from 'node:path';
import { readSmallFileBytes, removeTree } from '../../host/files/files.js';
import type { Trial } from '../../model/report.js';
import { sanitiseText } from '../../text/sanitise.js';
import type { TrialFacts, TrialJudgement } from '../../oracle/probe.js';
import { messagesOf, parseMessages, profileMessage, type Message } from '../../oracle/protocol.js';
import { decisiveLines, recognise } from '../../oracle/signatures/recognise.js';
import { runProgram } from '../../program/run-program.js';
import type { CellContext } from './work-folder.js';
import type { ProbeQuestion } from './question.js';

export interface FinishedTrial {
  readonly trial: Trial;
  readonly judgement: TrialJudgement;
  readonly facts: TrialFacts;
}

const maxProfilesPerTrial = 100;
/** The limit for a compressed profile; real ones have a few kilobytes. */
const maxProfileBytes = 4 << 20;

/** Runs one child of the program, judged by its probe. Throws when interrupted: half a trial is no trial. */
export async function runTrial(
  { program, start, probe, question, expected }: ProbeQuestion,
  { number, limitFactor }: { readonly number: number; readonly limitFactor: number },
  context: CellContext,
): Promise<FinishedTrial> {
  const { plan } = question;
  const folder = path.join(context.workFolder, `${probe.name}-${String(number).padStart(4, '0')}`);
  const child = await runProgram(program, {
    args: probe.args(plan.settings, { offsets: program.offsets, target: program.target, expected }),
    environment: context.env,
    variables: start.variables,
    folder,
    limitMs: limitOf(plan.timeoutMs ?? probe.limitMs, start.ms) * limitFactor,
    signal: context.signal,
  });
  context.signal.throwIfAborted();

  const messages = parseMessages(child.messages);
  const facts: TrialFacts = {
    child,
    signature: recognise(child, context.bug.signatures),
    messages,
    profiles: await readProfiles(folder, messages),
  };
  const judgement = probe.judgeTrial(facts);
  if (judgement.outcome === 'clean') await removeTree(folder);
  const { end } = child;
  const lines = judgement.outcome === 'clean' ? '' : decisiveLines(child, facts.signature);
  const trial: Trial = {
    probe: probe.name,
    outcome: judgement.outcome,
    signature: judgement.signature,
    exitCode: end.kind === 'exited' ? end.code : null,
    signal: end.kind === 'signalled' ? end.signal : null,
    durationMs: Math.round(child.durationMs),
    log: sanitiseText(lines),
  };
  return { judgement, facts, trial };
}

/**
 * A limit is made for a program that starts at once. A runner takes its time for that, but what a probe measures in CPU
 * time takes no longer under it.
 */
const startsAllowed = 10;
const limitOf = (limitMs: number, startMs: number): number => limitMs + startsAllowed * startMs;

async function readProfiles(folder: string, messages: readonly Message[]): Promise<Uint8Array[]> {
  const profiles: Uint8Array[] = [];
  for (const { file } of messagesOf(messages, profileMessage).slice(0, maxProfilesPerTrial)) {
    // The program names its files; a name that is a path is not one of ours.
    if (file === '' || path.basename(file) !== file) continue;
    const bytes = await readSmallFileBytes(path.join(folder, file), maxProfileBytes);
    if (bytes !== null) profiles.push(bytes);
  }
  return profiles;
}
