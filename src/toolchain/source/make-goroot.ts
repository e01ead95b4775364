/** Builds a checkout the way Go's own documentation says: https://go.dev/doc/install/source */
import { copyFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { buildEnvironment, temporaryIn } from '../../host/environment.js';
import { hideSecrets } from '../../host/secrets.js';
import { runCommand } from '../../host/process/run-command.js';
import { copyTree, isFile, makeDirectory, writeFileAtomic } from '../../host/files/files.js';
import type { Toolchain } from '../../model/toolchain.js';
import type { Checkout } from './checkout.js';
import type { ToolchainContext } from '../context.js';

export type MadeGoroot =
  | { readonly kind: 'made'; readonly goroot: string }
  /** `log`: the end of the output of make.bash. */
  | { readonly kind: 'failed'; readonly log: string };

/** Two to five minutes on two cores; a loaded machine takes longer. */
const timeLimitMs = 60 * 60_000;
const maxLogBytes = 1 << 20;
const logLines = 40;

/** Builds in `goroot`, so that nothing appears in the checkout. `bootstrap` has to be recent enough for it. */
export async function makeGoroot(
  checkout: Checkout,
  { goroot, gocache }: { readonly goroot: string; readonly gocache: string },
  bootstrap: Toolchain,
  context: ToolchainContext,
): Promise<MadeGoroot> {
  await copySources(checkout.root, goroot);
  // Without git beside it, cmd/dist needs to be told what it builds.
  if (!(await isFile(path.join(goroot, 'VERSION')))) {
    await writeFileAtomic(path.join(goroot, 'VERSION'), `devel go${checkout.line ?? '1'}-checkout\n`);
  }
  const temporary = path.join(path.dirname(goroot), 'tmp');
  await makeDirectory(temporary);
  const env = buildEnvironment(context.env, {
    ...temporaryIn(temporary),
    GOROOT_BOOTSTRAP: bootstrap.goroot,
    GOCACHE: gocache,
    GOPROXY: 'off',
  });
  const result = await runCommand({
    file: 'bash',
    args: ['make.bash'],
    cwd: path.join(goroot, 'src'),
    env,
    timeoutMs: timeLimitMs,
    maxOutputBytes: maxLogBytes,
    signal: context.signal,
  });
  context.signal?.throwIfAborted();
  if (result.kind === 'exited' && result.code === 0) return { kind: 'made', goroot };
  const log =
    result.kind === 'not-started'
      ? `bash could not be started: ${result.reason}`
      : hideSecrets(`${result.stdout}\n${result.stderr}`, context.env);
  return { kind: 'failed', log: log.trim().split('\n').slice(-logLines).join('\n') };
}

/** Copies the files that `git status` would not call a product of an earlier build. */
async function copySources(root: string, folder: string): Promise<void> {
  await makeDirectory(folder);
  const left = new Set(['.git', 'bin', 'pkg']);
  for (const entry of await readdir(root, { withFileTypes: true })) {
    if (left.has(entry.name)) continue;
    const [from, to] = [path.join(root, entry.name), path.join(folder, entry.name)];
    if (entry.isDirectory()) await copyTree(from, to);
    else if (entry.isFile()) await copyFile(from, to);
  }
}
