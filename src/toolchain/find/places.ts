/** The places where installers keep toolchains. One row a place; a `*` stands for part of one folder's name. */
import path from 'node:path';
import type { Environment } from '../../host/environment.js';
import { isFolder, listFolder } from '../../host/files/files.js';
import type { ToolchainOrigin } from '../../model/toolchain.js';
import { toolchainModule } from '../context.js';

interface Place {
  readonly origin: ToolchainOrigin;
  /** Environment variables that name the base folder, in order; or else `fallbacks` (`~` is the home folder). */
  readonly variables?: readonly string[];
  readonly fallbacks?: readonly string[];
  /** GOROOTs below the base. */
  readonly below: string;
}

const places: readonly Place[] = [
  // actions/tool-cache: TOOL/VERSION/ARCH
  {
    origin: 'hosted',
    variables: ['RUNNER_TOOL_CACHE', 'AGENT_TOOLSDIRECTORY'],
    fallbacks: ['/opt/hostedtoolcache', 'C:\\hostedtoolcache\\windows'],
    below: 'go/*/*',
  },
  // golang.org/dl/go1.N.M, and gotip
  { origin: 'sdk', fallbacks: ['~/sdk'], below: '*' },
  {
    origin: 'mise',
    variables: ['MISE_DATA_DIR'],
    fallbacks: ['~/.local/share/mise'],
    below: 'installs/go/*',
  },
  { origin: 'asdf', variables: ['ASDF_DATA_DIR'], fallbacks: ['~/.asdf'], below: 'installs/golang/*/go' },
  { origin: 'goenv', variables: ['GOENV_ROOT'], fallbacks: ['~/.goenv'], below: 'versions/*' },
  { origin: 'gvm', variables: ['GVM_ROOT'], fallbacks: ['~/.gvm'], below: 'gos/*' },
  { origin: 'goroot', variables: ['GOROOT'], below: '' },
  {
    origin: 'system',
    fallbacks: [
      '/usr/local/go',
      '/usr/lib/go',
      '/usr/lib/golang',
      '/opt/go',
      '/snap/go/current',
      'C:\\Program Files\\Go',
    ],
    below: '',
  },
  // Debian and Ubuntu; openSUSE; FreeBSD
  { origin: 'system', fallbacks: ['/usr/lib'], below: 'go-*' },
  { origin: 'system', fallbacks: ['/usr/lib64/go'], below: '*' },
  { origin: 'system', fallbacks: ['/usr/local'], below: 'go1*' },
  // Homebrew
  {
    origin: 'system',
    fallbacks: ['/opt/homebrew/opt', '/usr/local/opt', '/home/linuxbrew/.linuxbrew/opt'],
    below: 'go*/libexec',
  },
];

export interface FoundFolder {
  readonly origin: ToolchainOrigin;
  readonly folder: string;
}

/** Folders in known places, existing ones only, not yet examined. */
export async function foldersInPlaces(env: Environment, home: string): Promise<FoundFolder[]> {
  const found = places.map(async (place) => {
    const named = (place.variables ?? [])
      .map((name) => env[name] ?? '')
      .filter((value) => path.isAbsolute(value));
    const fallbacks = (place.fallbacks ?? []).map((base) => base.replace(/^~/, () => home));
    const bases = named.length > 0 ? named : fallbacks;
    const folders = await Promise.all(bases.map((base) => expand(base, place.below)));
    return folders.flat().map((folder) => ({ origin: place.origin, folder }));
  });
  return (await Promise.all(found)).flat();
}

/** Toolchains in a module cache for one platform: `golang.org/toolchain@v0.0.1-go1.23.0.linux-amd64`. */
export function foldersInModuleCache(
  moduleCache: string,
  platform: { goos: string; goarch: string },
): Promise<string[]> {
  return expand(moduleCache, `${toolchainModule}@v0.0.1-go*.${platform.goos}-${platform.goarch}`);
}

/** Folders that match a relative pattern. */
export async function expand(base: string, pattern: string): Promise<string[]> {
  let folders = [base];
  for (const part of pattern.split('/').filter((name) => name !== '')) {
    const next = folders.map(async (folder) => {
      const names = part.includes('*')
        ? (await listFolder(folder)).filter((name) => matches(name, part))
        : [part];
      return names.map((name) => path.join(folder, name));
    });
    folders = (await Promise.all(next)).flat();
  }
  const kept = await Promise.all(folders.map(isFolder));
  return folders.filter((_, index) => kept[index]);
}

/** One `*`, anything but a leading dot. */
function matches(name: string, pattern: string): boolean {
  const [before = '', after = ''] = pattern.split('*');
  return (
    !name.startsWith('.') &&
    name.length >= before.length + after.length &&
    name.startsWith(before) &&
    name.endsWith(after)
  );
}
