/**
 * Finds the Go that `go build` uses in a folder. GOTOOLCHAIN, go.work, go.mod, `go env -w`, a launcher and GOROOT all
 * have a say, by rules that differ between releases. So the go command on PATH is asked there, in the user's own
 * environment.
 */
import path from 'node:path';
import { withoutNetwork, type Environment } from '../host/environment.js';
import { realPathOf } from '../host/files/path-kind.js';
import { runCommand, type CommandResult } from '../host/process/run-command.js';
import { ReproError } from '../model/errors.js';
import { compareGoVersions, parseGoVersion } from '../model/go-version.js';
import { err, ok, type Result } from '../model/result.js';
import type { ToolchainOrigin } from '../model/toolchain.js';
import type { ToolchainContext } from './context.js';
import { downloadError } from './fetch/download-error.js';
import {
  askGo,
  goCommandsOnPath,
  gorootAround,
  looksLikeGoroot,
  parseJsonObject,
  versionOfGoroot,
} from './find/go-command.js';
import { firstLine, releaseIn } from './find/version-text.js';

/** The Go that builds here. */
export interface LocalGo {
  readonly goroot: string;
  readonly origin: ToolchainOrigin;
  /** The user's GOFLAGS, which `go build` obeys. */
  readonly goflags: string;
  /** The first go on PATH, if it is a different one. */
  readonly other: OtherGo | null;
}

export interface OtherGo {
  /** The version that the go on PATH states. */
  readonly onPath: string;
  /** A sentence that names both, and the setting that chose the one that builds. */
  readonly sentence: string;
}

const askTimeoutMs = 20_000;
const fetchTimeoutMs = 30 * 60_000;
const asked = ['GOVERSION', 'GOROOT', 'GOTOOLCHAIN', 'GOMOD', 'GOWORK', 'GOFLAGS'] as const;
type Answer = Readonly<Record<(typeof asked)[number], string>>;

/**
 * Finds the Go that `go build` uses in the working folder. A release that it would fetch is fetched by the go command
 * itself, unless `context.offline`. Errors: `no-go`; `offline` and those of a download, which name the release;
 * `environment` if `go build` does not work here either.
 */
export async function findLocalGo(
  context: ToolchainContext,
  folder = process.cwd(),
): Promise<Result<LocalGo, ReproError>> {
  const [command] = await goCommandsOnPath(context.env);
  if (command === undefined) return err(noGo('there is no go command on PATH'));
  const answer = await ask({ command, folder }, context);
  if (!answer.ok) return answer;
  const goroot = answer.value.GOROOT;
  if (!path.isAbsolute(goroot) || !(await looksLikeGoroot(goroot)))
    return err(noGo(`${command} does not lead to a GOROOT`));
  const mixture = await mixedVersions(answer.value, goroot);
  if (mixture !== null) return err(mixture);
  return ok({
    goroot,
    origin: path.basename(goroot).startsWith('toolchain@v') ? 'module-cache' : 'path',
    goflags: answer.value.GOFLAGS,
    other: await otherOnPath(command, answer.value, context.env),
  });
}

const noGo = (what: string): ReproError =>
  new ReproError('no-go', what, {
    hint: 'Put a go command on PATH, name a release (--go 1.23.0), or give a path (--go /usr/local/go).',
  });

interface Question {
  readonly command: string;
  readonly folder: string;
}

/** Asks without a network first, so that a download can be announced, or is known not to be made. */
async function ask(question: Question, context: ToolchainContext): Promise<Result<Answer, ReproError>> {
  const first = await run(question, withoutNetwork(context.env), askTimeoutMs, context.signal);
  const answer = answerOf(first);
  if (answer !== null) return ok(answer);
  context.signal?.throwIfAborted();
  const wanted = wantedRelease(first);
  if (context.offline) return err(wanted === null ? refusal(first) : notHere(wanted));
  if (wanted !== null)
    context.onEvent({
      type: 'note',
      message: `here go build uses ${wanted}, which is not on this machine: the go command fetches it`,
    });
  const second = await run(
    question,
    context.env,
    wanted === null ? askTimeoutMs : fetchTimeoutMs,
    context.signal,
  );
  context.signal?.throwIfAborted();
  const later = answerOf(second);
  if (later !== null) return ok(later);
  const missing = wantedRelease(second);
  return err(missing === null ? refusal(second) : unfetched(missing, second));
}

const run = (
  { command, folder }: Question,
  env: Environment,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<CommandResult> =>
  runCommand({
    file: command,
    cwd: folder,
    args: ['env', '-json', ...asked],
    env,
    timeoutMs,
    signal,
    maxOutputBytes: 1 << 20,
  });

function answerOf(result: CommandResult): Answer | null {
  if (result.kind !== 'exited' || result.code !== 0) return null;
  const given = parseJsonObject(result.stdout);
  const valueOf = (name: (typeof asked)[number]): string => {
    const value = given[name];
    return typeof value === 'string' ? value : '';
  };
  return {
    GOVERSION: valueOf('GOVERSION'),
    GOROOT: valueOf('GOROOT'),
    GOTOOLCHAIN: valueOf('GOTOOLCHAIN'),
    GOMOD: valueOf('GOMOD'),
    GOWORK: valueOf('GOWORK'),
    GOFLAGS: valueOf('GOFLAGS'),
  };
}

/** cmd/go says `go: downloading go1.24.1 (linux/amd64)` before it fetches, and also if it may not fetch. */
function wantedRelease(result: CommandResult): string | null {
  if (result.kind === 'not-started') return null;
  const name = /^go: download(?:ing)? ([a-zA-Z0-9._-]{1,80})(?= |:)/m.exec(result.stderr)?.[1];
  return name ?? null;
}

const notHere = (release: string): ReproError =>
  new ReproError(
    'offline',
    `go build uses ${release} here; it is not on this machine, and --offline forbids fetching it`,
    {
      hint: `Run once without --offline, name a release instead of local, or set GOTOOLCHAIN=local to use the go on PATH.`,
    },
  );

/** GOPROXY may carry passwords and tokens, and cmd/go repeats all but the password. */
function unfetched(release: string, result: CommandResult): ReproError {
  const { code, message, hint } = downloadError(release, withoutAddresses(wordsOf(result)));
  return new ReproError(
    code,
    `go build uses ${release} here: ${message}`,
    hint === undefined ? {} : { hint },
  );
}

const refusal = (result: CommandResult): ReproError =>
  new ReproError(
    'environment',
    `the go command does not say which Go builds here: ${firstLine(withoutAddresses(wordsOf(result)))}`,
    { hint: 'Try `go version` in this folder, and fix what it reports; or name a release instead of local.' },
  );

function wordsOf(result: CommandResult): string {
  switch (result.kind) {
    case 'exited':
      return result.stderr.trim() === '' ? `exit code ${result.code}` : result.stderr.trim();
    case 'signalled':
      return `it was ended by ${result.signal}`;
    case 'timed-out':
      return 'it did not answer in time';
    case 'aborted':
      return 'it was interrupted';
    case 'not-started':
      return result.reason;
  }
}

const withoutAddresses = (text: string): string =>
  text.replaceAll(/[a-z]+:\/\/[^\s"]*[^\s":]/gi, '<address>');

/** GOROOT in the environment overrides the go command's own, whose tools refuse to work with another release's. */
async function mixedVersions({ GOVERSION }: Answer, goroot: string): Promise<ReproError | null> {
  const inside = (await versionOfGoroot(goroot)) ?? '';
  const [own, given] = [parseGoVersion(releaseIn(GOVERSION)), parseGoVersion(releaseIn(inside))];
  // For builds that are not releases it is not known if they are the same.
  if (own === null || given === null || compareGoVersions(own, given) === 0) return null;
  return new ReproError(
    'environment',
    `the go command is ${firstLine(GOVERSION)}, but GOROOT names ${inside}: go build does not work with both`,
    { hint: 'Unset GOROOT (`go env -u GOROOT`): a go command finds its own.' },
  );
}

/** Returns null if the go on PATH itself builds. */
async function otherOnPath(command: string, answer: Answer, env: Environment): Promise<OtherGo | null> {
  const around = await gorootAround(command);
  const own = around ?? (await askGo(command, ['env', 'GOROOT'], env))?.trim() ?? '';
  if (own === '' || (await sameFolder(own, answer.GOROOT))) return null;
  const onPath = (await versionOfGoroot(own)) || 'another one';
  const builds = (await versionOfGoroot(answer.GOROOT)) || firstLine(answer.GOVERSION);
  const isSame = builds === onPath;
  return {
    onPath,
    sentence: `Here go build uses ${isSame ? `the ${builds} in ${answer.GOROOT}` : builds}${chosenBy(answer, env)}, not the ${onPath} on PATH.`,
  };
}

const sameFolder = async (one: string, other: string): Promise<boolean> =>
  (await realPathOf(one)) === (await realPathOf(other));

/** In brackets, if it is known. */
function chosenBy({ GOVERSION, GOTOOLCHAIN, GOMOD, GOWORK }: Answer, env: Environment): string {
  if (/^go1[\w.-]*$/.test(GOTOOLCHAIN) || GOTOOLCHAIN.startsWith(`${GOVERSION}+`))
    return ` (GOTOOLCHAIN=${firstLine(GOTOOLCHAIN)})`;
  if ((env['GOROOT'] ?? '') !== '') return ' (GOROOT)';
  if (GOWORK !== '' && GOWORK !== 'off') return ' (go.work)';
  return GOMOD !== '' && path.basename(GOMOD) === 'go.mod' ? ' (go.mod)' : '';
}
