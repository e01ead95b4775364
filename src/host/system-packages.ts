/** Says what to type on this system to install the packages that the tool needs. */
import { readSmallFile } from './files/files.js';

export type Needed = 'go' | 'c-compiler';

/** Keyed by ID or ID_LIKE of os-release(5). */
const linux: Readonly<Record<string, Readonly<Record<Needed, string>>>> = {
  debian: { go: 'sudo apt-get install golang-go', 'c-compiler': 'sudo apt-get install gcc libc6-dev' },
  ubuntu: { go: 'sudo apt-get install golang-go', 'c-compiler': 'sudo apt-get install gcc libc6-dev' },
  fedora: { go: 'sudo dnf install golang', 'c-compiler': 'sudo dnf install gcc glibc-devel' },
  rhel: { go: 'sudo dnf install golang', 'c-compiler': 'sudo dnf install gcc glibc-devel' },
  suse: { go: 'sudo zypper install go', 'c-compiler': 'sudo zypper install gcc glibc-devel' },
  alpine: { go: 'sudo apk add go', 'c-compiler': 'sudo apk add gcc musl-dev' },
  arch: { go: 'sudo pacman -S go', 'c-compiler': 'sudo pacman -S gcc' },
};
const elsewhere: Partial<Record<NodeJS.Platform, Readonly<Record<Needed, string>>>> = {
  darwin: { go: 'brew install go', 'c-compiler': 'xcode-select --install' },
  win32: { go: 'winget install GoLang.Go', 'c-compiler': 'winget install BrechtSanders.WinLibs.POSIX.UCRT' },
};

/** One command, or null if the system is not known. */
export async function installCommand(needed: Needed): Promise<string | null> {
  const known = elsewhere[process.platform];
  if (known !== undefined) return known[needed];
  const commands = (await systemIds()).map((id) => linux[id]).find((commandsOf) => commandsOf !== undefined);
  return commands?.[needed] ?? null;
}

/** The commands of package managers, by the systems that have them. */
const installers: Readonly<Record<string, string>> = {
  debian: 'sudo apt-get install',
  fedora: 'sudo dnf install',
  alpine: 'sudo apk add',
  brew: 'brew install',
};

/** The command that installs the packages of this system's list; null if the system has none. */
export async function installPackages(
  packages: Readonly<Record<string, readonly string[]>>,
): Promise<string | null> {
  const ids = process.platform === 'darwin' ? ['brew'] : await systemIds();
  const system = ids.find((id) => packages[id] !== undefined && installers[id] !== undefined);
  if (system === undefined) return null;
  return [installers[system], ...(packages[system] ?? [])].join(' ');
}

/** ID and ID_LIKE of os-release(5), the most specific first. */
async function systemIds(): Promise<string[]> {
  const release = (await readSmallFile('/etc/os-release', 16 << 10)) ?? '';
  return [...release.matchAll(/^ID(?:_LIKE)?="?([\w .-]+)"?$/gm)].flatMap(([, value = '']) =>
    value.split(' '),
  );
}
