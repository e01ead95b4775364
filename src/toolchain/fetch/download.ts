/**
 * One `go mod download` into a module cache of its own. The go command does all the network work, so the user's proxy,
 * credentials and checksum database count; the private cache makes a half-made download easy to recognise and to
 * delete.
 */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { downloadEnvironment } from '../../host/environment.js';
import { runCommand } from '../../host/process/run-command.js';
import { hideSecrets } from '../../host/secrets.js';
import { makeDirectory, readSmallFile, writeFileAtomic } from '../../host/files/files.js';
import { ReproError } from '../../model/errors.js';
import { unreachable } from '../../model/unreachable.js';
import { moduleVersion, toolchainModule, type ToolchainContext } from '../context.js';
import { howToInstallGo } from './downloader.js';
import { wordsOfCode } from '../../text/system-errors.js';
import { downloadError } from './download-error.js';
import { parseJsonObject } from '../find/go-command.js';
import { vouchedSum } from '../store/vouching.js';
import { zipSize } from './zip-size.js';

export interface DownloadedTree {
  /** The unpacked toolchain, below the work folder, not yet fit to run. */
  readonly folder: string;
  /** `h1:…` */
  readonly sum: string;
  /** True if the checksum database named that hash. */
  readonly vouched: boolean;
}

// A slow line needs minutes for 80 MB; longer than this is a dead connection.
const downloadTimeoutMs = 45 * 60_000;
const progressEveryMs = 200;

/** Downloads and unpacks `release` below `work`, an empty folder. Throws ReproError; the caller removes `work`. */
export async function downloadToolchain(
  request: {
    readonly release: string;
    readonly name: string;
    readonly work: string;
    readonly near: readonly string[];
  },
  goBinary: string,
  context: ToolchainContext,
): Promise<DownloadedTree> {
  const moduleCache = path.join(request.work, 'mod');
  await makeDirectory(moduleCache);
  // A module of its own, because a go.mod or go.work further up must not have a say.
  await writeFileAtomic(path.join(request.work, 'go.mod'), 'module download\n');
  const done = new AbortController();
  const size = zipSize(request.name, goBinary, context, done.signal);
  const watching = watchProgress(request.release, moduleCache, size, context, done.signal);
  const result = await runCommand({
    file: goBinary,
    args: ['mod', 'download', '-json', `${toolchainModule}@${moduleVersion(request.name)}`],
    cwd: request.work,
    env: downloadEnvironment(context.env, { GOMODCACHE: moduleCache, GOFLAGS: '-modcacherw' }),
    timeoutMs: downloadTimeoutMs,
    signal: context.signal,
  });
  done.abort();
  await Promise.all([watching, size]);
  switch (result.kind) {
    case 'exited': {
      const answer = answerSchema.safeParse(parseJsonObject(result.stdout));
      if (result.code === 0 && answer.success && answer.data.Error === undefined) {
        return checkedTree(answer.data, request, moduleCache);
      }
      const words = (answer.success ? answer.data.Error : undefined) ?? `${result.stdout}\n${result.stderr}`;
      throw downloadError(request.release, hideSecrets(words, context.env), request.near);
    }
    case 'aborted':
      throw new ReproError('interrupted', `the download of ${request.release} was interrupted`, {
        hint: 'Run the same command again.',
      });
    case 'timed-out':
      throw downloadError(request.release, 'i/o timeout: the download did not end');
    case 'signalled':
      throw new ReproError(
        'environment',
        `the download of ${request.release} was ended by ${result.signal}`,
        {
          hint: 'Run the same command again. If memory is short, free some first.',
        },
      );
    case 'not-started':
      throw new ReproError('no-go', `${goBinary} could not be started: ${wordsOfCode(result.reason)}`, {
        hint: await howToInstallGo(),
      });
    default:
      return unreachable(result);
  }
}

/** The output of `go mod download -json` (`go help mod download`). */
const answerSchema = z.object({
  Dir: z.string().optional(),
  Sum: z
    .string()
    .regex(/^h1:[A-Za-z0-9+/]{43}=$/)
    .optional(),
  Error: z.string().optional(),
});

async function checkedTree(
  answer: z.infer<typeof answerSchema>,
  request: { readonly release: string; readonly name: string },
  moduleCache: string,
): Promise<DownloadedTree> {
  const folder = path.join(moduleCache, `${toolchainModule}@${moduleVersion(request.name)}`);
  const version = await readSmallFile(path.join(folder, 'VERSION'), 4096);
  if (answer.Dir === undefined || answer.Sum === undefined || version === null) {
    throw new ReproError('environment', `the go command did not say where it put ${request.release}`, {
      hint: `Try it by hand: go mod download -json ${toolchainModule}@${moduleVersion(request.name)}`,
    });
  }
  const vouched = await vouchedSum(moduleCache, request.name);
  return { folder, sum: answer.Sum, vouched: vouched === answer.Sum };
}

/** Reports the size of the growing zip, and that it is unpacked, until told to stop. */
async function watchProgress(
  release: string,
  moduleCache: string,
  size: Promise<number | null>,
  context: ToolchainContext,
  stop: AbortSignal,
): Promise<void> {
  let totalBytes: number | null = null;
  void size.then((bytes) => (totalBytes = bytes));
  let reported = 0;
  while (!stop.aborted) {
    await context.clock.sleep(progressEveryMs, stop).catch(() => undefined);
    const { bytes, isWhole } = await growingZip(moduleCache);
    if (bytes > reported) context.onEvent({ type: 'install-progress', release, bytes, totalBytes });
    reported = Math.max(reported, bytes);
    if (!isWhole) continue;
    context.onEvent({ type: 'install-stage', release, stage: 'unpacking' });
    return;
  }
}

/** Looks at the file of the go command: `….zip123.tmp` while it grows, `….zip` once it is whole and hashed. */
async function growingZip(
  moduleCache: string,
): Promise<{ readonly bytes: number; readonly isWhole: boolean }> {
  const folder = path.join(moduleCache, 'cache/download', toolchainModule, '@v');
  const names = await readdir(folder).catch(() => []);
  const zips = names.filter((name) => /\.zip(?:\d+\.tmp)?$/.test(name));
  const sizes = await Promise.all(zips.map((name) => stat(path.join(folder, name)).catch(() => null)));
  return {
    bytes: Math.max(0, ...sizes.map((info) => info?.size ?? 0)),
    isWhole: zips.some((name) => name.endsWith('.zip')),
  };
}
