/** Finds a go command that can download toolchains: any from 1.21 on. */
import { downloadEnvironment } from '../../host/environment.js';
import { runCommand } from '../../host/process/run-command.js';
import { installCommand } from '../../host/system-packages.js';
import { ReproError } from '../../model/errors.js';
import { parseGoVersion } from '../../model/go-version.js';
import type { ToolchainContext } from '../context.js';
import type { Candidate } from '../find/discover.js';
import { goBinaryOf, goCommandsOnPath } from '../find/go-command.js';
import { parseGoVersionAnswer, releaseIn } from '../find/version-text.js';

/**
 * Returns the first of: go on PATH (the user's choice), then any toolchain on the machine. Throws `no-go` if none is
 * suitable.
 */
export async function findDownloader(
  context: ToolchainContext,
  candidates: readonly Candidate[],
): Promise<string> {
  const commands = [
    ...(await goCommandsOnPath(context.env)),
    ...candidates.map(({ goroot }) => goBinaryOf(goroot)),
  ];
  const seen: string[] = [];
  for (const file of new Set(commands)) {
    const result = await runCommand({
      file,
      args: ['version'],
      env: downloadEnvironment(context.env),
      timeoutMs: 20_000,
    });
    const answer = result.kind === 'exited' ? parseGoVersionAnswer(result.stdout) : null;
    if (answer === null) continue;
    if (canDownloadToolchains(answer.version)) return file;
    seen.push(answer.version);
  }
  throw new ReproError(
    'no-go',
    seen.length === 0
      ? 'no go command was found to download toolchains with'
      : `the only go commands found are too old to download toolchains (${seen.slice(0, 3).join(', ')}; 1.21 is needed)`,
    { hint: await howToInstallGo() },
  );
}

/** Toolchains are modules since 1.21; a development build is newer than that unless it says otherwise. */
export function canDownloadToolchains(version: string): boolean {
  const parsed = parseGoVersion(releaseIn(version));
  return parsed === null ? version.startsWith('devel') : parsed.major > 1 || parsed.minor >= 21;
}

/** Says how to get a go command on this system. */
export async function howToInstallGo(): Promise<string> {
  const command = (await installCommand('go')) ?? "with the system's packages";
  return `Install Go: ${command}, or unpack a release from https://go.dev/dl and put its bin folder on PATH. Go 1.21 or newer is needed.`;
}
