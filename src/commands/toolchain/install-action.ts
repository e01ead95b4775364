import { ReproError } from '../../model/errors.js';
import { exitCodes } from '../../model/verdict.js';
import { shortenHome } from '../../text/shorten-home.js';
import { mapConcurrently } from '../../pipeline/concurrently.js';
import { clearLeftovers } from '../../pipeline/store/leftovers.js';
import { acquireWithinLimit } from '../../pipeline/store/store.js';
import { tableOf, type ColumnOf } from '../../report/page/plain-table.js';
import { duration } from '../../report/page/words.js';
import type { Session } from '../../pipeline/session.js';
import { answerWith } from '../common/answer-with.js';
import type { CommandContext } from '../common/command-context.js';
import { resolveReleases } from '../../pipeline/resolve-specs.js';
import type { CommonOptions } from '../common/root.js';

/** Two downloads at once take little longer than one; more would only share the line. */
const downloadsAtOnce = 2;

interface Installation {
  readonly release: string;
  /** `present`: the release was on the machine already and is used in place. */
  readonly result: 'installed' | 'present' | 'failed';
  readonly source: string | null;
  readonly goroot: string | null;
  readonly durationMs: number | null;
  readonly verified: boolean | null;
  readonly problem: string | null;
}

export async function installAction(
  specs: readonly string[],
  options: CommonOptions,
  context: CommandContext,
): Promise<void> {
  const failures: ReproError[] = [];
  await answerWith(options, context, {}, async (session) => {
    const releases = await resolveReleases(specs, {}, session);
    const cleared = clearLeftovers(session);
    let done = 0;
    const tell = (): void =>
      session.onEvent({ type: 'work-progress', work: 'install', done, total: releases.length });
    tell();
    const installations = await mapConcurrently(releases, downloadsAtOnce, async (release) => {
      const installation = await install(release, session).catch((error: unknown) => {
        // One release that cannot be obtained must not keep the others from being fetched.
        if (!(error instanceof ReproError) || releases.length === 1 || session.signal.aborted) throw error;
        failures.push(error);
        return failed(release, error);
      });
      done += 1;
      tell();
      return installation;
    });
    await cleared;
    return { blocks: [tableOf(columns, installations)], data: { schemaVersion: 1, installations } };
  });
  const [first] = failures;
  if (first === undefined) return;
  context.setExitCode(exitCodes.failed);
  if (new Set(failures.map(({ hint }) => hint)).size === 1) throw first;
}

async function install(release: string, session: Session): Promise<Installation> {
  let durationMs: number | null = null;
  const { toolchain, giveBack } = await acquireWithinLimit(
    { kind: 'release', release },
    {
      ...session,
      onEvent: (event) => {
        if (event.type === 'install-finished' && event.release === release) durationMs = event.durationMs;
        session.onEvent(event);
      },
    },
  );
  await giveBack();
  return {
    release,
    result: durationMs === null ? 'present' : 'installed',
    source: toolchain.origin,
    goroot: shortenHome(toolchain.goroot, session.home),
    durationMs,
    verified: toolchain.verified,
    problem: null,
  };
}

const failed = (release: string, { message }: ReproError): Installation => ({
  release,
  result: 'failed',
  source: null,
  goroot: null,
  durationMs: null,
  verified: null,
  problem: message,
});

const columns: readonly ColumnOf<Installation>[] = [
  { title: 'Release', text: ({ release }) => release },
  {
    title: 'Result',
    text: ({ result, durationMs }) => (durationMs === null ? result : `${result} in ${duration(durationMs)}`),
    tone: ({ result }) => (result === 'failed' ? 'loud' : 'plain'),
  },
  {
    title: 'Checksum',
    text: ({ verified }) => (verified === null ? '' : verified ? 'verified' : 'not verified'),
  },
  { title: 'Where', text: ({ goroot, problem }) => problem ?? goroot ?? '' },
];
