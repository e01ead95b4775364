/** Finds a go command and asks it about itself. */
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { downloadEnvironment, type Environment, type GoSettings } from '../../host/environment.js';
import { runCommand } from '../../host/process/run-command.js';
import { isFile, readSmallFile } from '../../host/files/files.js';
import { firstLine } from './version-text.js';

export const goExecutable = process.platform === 'win32' ? 'go.exe' : 'go';
const askTimeoutMs = 20_000;

export const goBinaryOf = (goroot: string): string => path.join(goroot, 'bin', goExecutable);

/** Every `go` on PATH, first one first. */
export async function goCommandsOnPath(env: Environment): Promise<string[]> {
  const folders = (env['PATH'] ?? env['Path'] ?? '')
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder));
  const found: string[] = [];
  for (const folder of new Set(folders)) {
    const file = path.join(folder, goExecutable);
    if (await isFile(file)) found.push(file);
  }
  return found;
}

/**
 * The GOROOT that contains a go command or a tool, or the target of a link to it; null for a launcher (goenv, asdf,
 * snap). Runs nothing.
 */
export async function gorootAround(goBinary: string): Promise<string | null> {
  const real = await realpath(goBinary).catch(() => null);
  if (real === null) return null;
  const [, goroot] = /^(.+)[/\\](?:bin|pkg[/\\]tool[/\\][^/\\]+)[/\\][^/\\]+$/.exec(real) ?? [];
  return goroot !== undefined && (await looksLikeGoroot(goroot)) ? goroot : null;
}

/**
 * The GOROOT behind a go command. A link into a GOROOT is followed; a launcher (goenv, asdf, snap, golang.org/dl) is
 * run, so this is for commands that the user runs anyway. Null if it is not a go command.
 */
export async function gorootOfCommand(goBinary: string, env: Environment): Promise<string | null> {
  if (!(await isFile(goBinary))) return null;
  const goroot = await gorootAround(goBinary);
  if (goroot !== null) return goroot;
  const told = (await askGo(goBinary, ['env', 'GOROOT'], env))?.trim();
  return told !== undefined && path.isAbsolute(told) && (await looksLikeGoroot(told)) ? told : null;
}

/** Cheap: the go command and the runtime's sources are there. */
export async function looksLikeGoroot(folder: string): Promise<boolean> {
  return (await isFile(goBinaryOf(folder))) && (await isFile(path.join(folder, 'src/runtime/proc.go')));
}

const maxVersionBytes = 4096;

/** First line of the VERSION file of a GOROOT or a checkout; null if it has none. */
export async function versionOfGoroot(goroot: string): Promise<string | null> {
  const text = await readSmallFile(path.join(goroot, 'VERSION'), maxVersionBytes);
  return text === null ? null : firstLine(text);
}

const settingNames = [
  'GOMODCACHE',
  'GOPROXY',
  'GONOPROXY',
  'GOSUMDB',
  'GONOSUMDB',
  'GOPRIVATE',
  'GOINSECURE',
  'GOAUTH',
  'GOVCS',
  'GOENV',
];

/** The user's Go settings as Go itself sees them, including `go env -w`; empty if the command does not answer. */
export async function readGoSettings(goBinary: string, env: Environment): Promise<GoSettings> {
  const answer = await askGo(goBinary, ['env', '-json', ...settingNames], env);
  if (answer === null) return {};
  const settings = parseJsonObject(answer);
  return Object.fromEntries(
    Object.entries(settings).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/**
 * Stdout of a go command that succeeded, otherwise null. It answers for itself: no go.mod and no GOTOOLCHAIN makes it
 * switch.
 */
export async function askGo(
  goBinary: string,
  args: readonly string[],
  env: Environment,
): Promise<string | null> {
  const result = await runCommand({
    file: goBinary,
    args,
    env: downloadEnvironment(env),
    timeoutMs: askTimeoutMs,
    maxOutputBytes: 1 << 20,
  });
  return result.kind === 'exited' && result.code === 0 ? result.stdout : null;
}

/** A JSON object's own properties; empty for anything else. */
export function parseJsonObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}
