/** Finding a go command that can download toolchains: any from 1.21 on. */
import { downloadEnvironment } from '../host/environment.js';
import { runCommand } from '../host/exec.js';
import { readSmallFile } from '../host/files.js';
import { ReproError } from '../model/errors.js';
import { parseGoVersion } from '../model/go-version.js';
import type { ToolchainContext } from './context.js';
import type { Candidate } from './discover.js';
import { goBinaryOf, goCommandsOnPath } from './go-command.js';
import { parseGoVersionAnswer, releaseIn } from './version-text.js';

/** The first of: go on PATH (the user's choice), then any toolchain on the machine. Throws `no-go` when none will do. */
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

/** Keyed by ID or ID_LIKE of os-release(5). */
const installCommands: Readonly<Record<string, string>> = {
  debian: 'sudo apt-get install golang-go',
  ubuntu: 'sudo apt-get install golang-go',
  fedora: 'sudo dnf install golang',
  rhel: 'sudo dnf install golang',
  suse: 'sudo zypper install go',
  alpine: 'sudo apk add go',
  arch: 'sudo pacman -S go',
};

async function howToInstallGo(): Promise<string> {
  const anyway =
    'or unpack a release from https://go.dev/dl and put its bin folder on PATH. Go 1.21 or newer is needed.';
  if (process.platform === 'darwin') return `Install Go: brew install go, ${anyway}`;
  if (process.platform === 'win32') return `Install Go: winget install GoLang.Go, ${anyway}`;
  const release = (await readSmallFile('/etc/os-release', 16 << 10)) ?? '';
  const ids = [...release.matchAll(/^ID(?:_LIKE)?="?([\w .-]+)"?$/gm)].flatMap(([, value = '']) =>
    value.split(' '),
  );
  const command = ids.map((id) => installCommands[id]).find((known) => known !== undefined);
  return command === undefined
    ? `Install Go with the system's packages, ${anyway}`
    : `Install Go: ${command}, ${anyway}`;
}
