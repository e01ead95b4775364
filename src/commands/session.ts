/** What commands that work on toolchains have in common: the context, the progress display, the written reports. */
import { homedir } from 'node:os';
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { systemClock } from '../host/clock.js';
import { currentEnvironment } from '../host/environment.js';
import { cachePaths } from '../host/paths.js';
import { hostPlatform } from '../host/system.js';
import { ReproError } from '../model/errors.js';
import type { Event, EventSink } from '../model/event.js';
import type { Report } from '../model/report.js';
import { broadcast } from '../report/broadcast.js';
import { decideAnimation, decideColour } from '../report/colour.js';
import { systemClock as displayClock, type DisplayWriter, type Progress } from '../report/display.js';
import { createEventLines } from '../report/events.js';
import { parseDestination, type Destination } from '../report/format.js';
import { createProgress } from '../report/progress.js';
import { loadReporter } from '../report/reporters.js';
import { openOutputs, type Output } from '../report/write.js';
import type { ToolchainContext } from '../toolchain/context.js';
import type { CommonOptions } from './root.js';

export interface Session {
  readonly context: ToolchainContext;
  /** Renders the report to standard output and to every file asked for. */
  readonly write: (report: Report) => Promise<void>;
  /** Ends the progress display; call before anything else is printed. */
  readonly close: () => Promise<void>;
}

/** Opens outputs first: a report that cannot be written should be known before the long run, not after it. */
export async function openSession(
  options: CommonOptions,
  signal: AbortSignal,
  { hashFiles = true } = {},
): Promise<Session> {
  const destinations = destinationsOf(options);
  const outputs = await openOutputs(
    destinations.map(({ file }) => file),
    process.stdout,
  );
  const progress = createOwnProgress(options);
  const events = await openEvents(options.events);
  const onEvent = broadcast([progress.sink, ...(events === null ? [] : [events.sink])]);
  return {
    context: createToolchainContext(options, signal, onEvent, hashFiles),
    write: async (report) => {
      progress.close();
      await writeAll(report, destinations, outputs, options);
    },
    close: async () => {
      progress.close();
      await events?.close();
    },
  };
}

export function createToolchainContext(
  options: Pick<CommonOptions, 'cacheDir' | 'offline'>,
  signal: AbortSignal,
  onEvent: EventSink,
  hashFiles = true,
): ToolchainContext {
  const env = currentEnvironment();
  return {
    env,
    home: homedir(),
    paths: cachePaths(options.cacheDir, env),
    platform: hostPlatform(),
    clock: systemClock,
    onEvent,
    offline: options.offline ?? false,
    hashFiles,
    signal,
  };
}

/** Standard output gets `--format`, unless an `-o` claims it. */
function destinationsOf(options: CommonOptions): Destination[] {
  const asked = (options.output ?? []).map((text) => parseDestination(text, options.format));
  const claimed = asked.some(({ file }) => file === '-');
  return claimed ? asked : [{ format: options.format, file: '-' }, ...asked];
}

async function writeAll(
  report: Report,
  destinations: readonly Destination[],
  outputs: readonly Output[],
  options: CommonOptions,
): Promise<void> {
  const stdoutColour = decideColour({
    env: process.env,
    isTTY: process.stdout.isTTY,
    flag: colourFlag(options),
  });
  for (const [index, { format, file }] of destinations.entries()) {
    const reporter = await loadReporter(format);
    const rendering = { width: terminalWidth(), colour: file === '-' ? stdoutColour : 0 } as const;
    await outputs[index]?.write(reporter.render(report, rendering));
  }
}

/** Reports are made for 80 columns; a wider terminal helps tables, up to a point. */
function terminalWidth(): number {
  return Math.min(Math.max(process.stdout.columns ?? 80, 40), 120);
}

function createOwnProgress(options: CommonOptions): Progress {
  const facts = { env: process.env, isTTY: process.stderr.isTTY };
  const style = options.quiet === true ? 'quiet' : decideAnimation(facts) ? 'live' : 'plain';
  return createProgress(style, {
    writer: process.stderr,
    clock: displayClock,
    colour: decideColour({ ...facts, flag: colourFlag(options) }),
  });
}

/** Commander gives `color: true` when nothing was said; only `--no-color` means something. */
const colourFlag = (options: CommonOptions): false | undefined => (options.color ? undefined : false);

interface EventOutput {
  readonly sink: (event: Event) => void;
  readonly close: () => Promise<void>;
}

async function openEvents(file: string | undefined): Promise<EventOutput | null> {
  if (file === undefined) return null;
  if (file === '-')
    return { sink: createEventLines(process.stderr, displayClock), close: () => Promise.resolve() };
  const stream = createWriteStream(file);
  try {
    await once(stream, 'open');
  } catch (cause) {
    throw new ReproError('bad-file', `cannot write ${file}`, {
      cause,
      hint: 'choose another place with --events',
    });
  }
  const writer: DisplayWriter = { write: (text) => stream.write(text) };
  return {
    sink: createEventLines(writer, displayClock),
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  };
}
