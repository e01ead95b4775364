/** The session in which commands work, and the progress display to which it reports. */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { systemClock } from '../../host/clock.js';
import { ReproError } from '../../model/errors.js';
import type { Event, EventSink } from '../../model/event.js';
import { broadcast } from '../../report/progress/broadcast.js';
import { decideAnimation, decideColour } from '../../report/page/colour.js';
import type { DisplayWriter, Progress } from '../../report/progress/display.js';
import { createProgress, type ProgressStyle } from '../../report/progress/progress.js';
import type { Session } from '../../pipeline/session.js';
import { openSession } from '../../requests/open-session.js';
import { systemErrorWords } from '../../text/system-errors.js';
import { colourFlag } from './destinations.js';
import type { CommonOptions } from './root.js';
import { beforeSuspension, environmentVariables, guarded, standardError, typedWords } from './terminal.js';

export interface SessionSettings {
  /** If absent: yes. */
  readonly hashFiles?: boolean;
}

/** Does the work in a session, and reports everything on standard error until it ends. Print its result afterwards. */
export async function inSession<T>(
  options: CommonOptions,
  signal: AbortSignal,
  { hashFiles = true }: SessionSettings,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  return withEvents(options, async (onEvent) =>
    work(await openSession(options, { command: typedWords(), hashFiles, signal, onEvent })),
  );
}

/** Does work that tells its progress, on standard error and in the file of `--events`. */
export async function withEvents<T>(
  options: CommonOptions,
  work: (onEvent: EventSink) => Promise<T>,
): Promise<T> {
  const progress = await createOwnProgress(options);
  const events = await openEvents(options.events, progress.sink);
  const stayVisible = beforeSuspension(progress.hide);
  try {
    return await work(broadcast([progress.sink, ...(events === null ? [] : [events.sink])]));
  } finally {
    stayVisible();
    progress.close();
    await events?.close();
  }
}

function createOwnProgress(options: CommonOptions): Promise<Progress> {
  const facts = { env: environmentVariables(), isTTY: standardError().isTTY };
  return createProgress(styleOf(options, facts), {
    writer: standardError(),
    clock: systemClock,
    colour: decideColour({ ...facts, flag: colourFlag(options) }),
  });
}

function styleOf(
  { plain, quiet }: CommonOptions,
  facts: Parameters<typeof decideAnimation>[0],
): ProgressStyle {
  if (quiet === true) return 'quiet';
  return plain !== true && decideAnimation(facts) ? 'live' : 'plain';
}

interface EventOutput {
  readonly sink: (event: Event) => void;
  readonly close: () => Promise<void>;
}

/** `tell` is called when the file cannot be written any more: the run continues. */
async function openEvents(file: string | undefined, tell: EventSink): Promise<EventOutput | null> {
  if (file === undefined) return null;
  const { createEventLines } = await import('../../report/progress/events.js');
  if (file === '-')
    return { sink: createEventLines(standardError(), systemClock), close: () => Promise.resolve() };
  const stream = createWriteStream(file);
  try {
    await once(stream, 'open');
  } catch (cause) {
    throw new ReproError('bad-file', `cannot write ${file}: ${systemErrorWords(cause)}`, {
      cause,
      hint: 'Choose another place with --events FILE.',
    });
  }
  stream.on('error', (error) =>
    tell({
      type: 'warning',
      message: `--events ends here: cannot write ${file}: ${systemErrorWords(error)}`,
    }),
  );
  const writer: DisplayWriter = { write: (text) => stream.write(guarded(text)) };
  return {
    sink: createEventLines(writer, systemClock),
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  };
}
