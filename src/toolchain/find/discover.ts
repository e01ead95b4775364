/** Finds every toolchain on the machine. Cheap: it reads names and VERSION files and starts at most one command. */
import path from 'node:path';
import { realPathOf } from '../../host/files/path-kind.js';
import { expandHome } from '../../host/files/paths.js';
import { toolchainOrigins, type ToolchainOrigin } from '../../model/toolchain.js';
import type { ToolchainContext } from '../context.js';
import {
  goCommandsOnPath,
  gorootOfCommand,
  looksLikeGoroot,
  readGoSettings,
  versionOfGoroot,
} from './go-command.js';
import { expand, foldersInModuleCache, foldersInPlaces, type FoundFolder } from './places.js';

/** A folder that looks like a GOROOT; its claim is not checked yet. */
export interface Candidate {
  readonly origin: ToolchainOrigin;
  readonly goroot: string;
  /** First line of its VERSION file, or '' if it has none. */
  readonly versionText: string;
}

/** Each GOROOT once, even if many links lead to it; preferred origins first. */
export async function discoverToolchains(context: ToolchainContext): Promise<Candidate[]> {
  const moduleCache = await findModuleCache(context);
  const installed = await expand(
    context.paths.toolchains,
    `go*.${context.platform.goos}-${context.platform.goarch}`,
  );
  const cached = await foldersInModuleCache(moduleCache, context.platform);
  const folders: FoundFolder[] = [
    ...installed.map((folder) => ({ origin: 'download' as const, folder })),
    ...cached.map((folder) => ({ origin: 'module-cache' as const, folder })),
    ...(await foldersInPlaces(context.env, context.home)),
    ...(await gorootsOnPath(context)).map((folder) => ({ origin: 'path' as const, folder })),
  ];
  const preferred = folders.toSorted((a, b) => rank(a.origin) - rank(b.origin));
  const candidates = await Promise.all(preferred.map(asCandidate));
  const seen = new Set<string>();
  return candidates.filter((candidate): candidate is Candidate & { real: string } => {
    if (candidate === null || seen.has(candidate.real)) return false;
    seen.add(candidate.real);
    return true;
  });
}

async function asCandidate({ origin, folder }: FoundFolder): Promise<(Candidate & { real: string }) | null> {
  if (!(await looksLikeGoroot(folder))) return null;
  return {
    origin,
    goroot: folder,
    versionText: (await versionOfGoroot(folder)) ?? '',
    real: await realPathOf(folder),
  };
}

async function gorootsOnPath(context: ToolchainContext): Promise<string[]> {
  const goroots = (await goCommandsOnPath(context.env)).map((file) => gorootOfCommand(file, context.env));
  return (await Promise.all(goroots)).filter((goroot) => goroot !== null);
}

/** GOMODCACHE as the go command sees it; without a go command, its documented default. */
async function findModuleCache(context: ToolchainContext): Promise<string> {
  const [go] = await goCommandsOnPath(context.env);
  const told = go === undefined ? undefined : (await readGoSettings(go, context.env))['GOMODCACHE'];
  return told !== undefined && path.isAbsolute(told) ? told : likelyModuleCache(context);
}

/** GOMODCACHE from the environment alone, or else its documented default; `go env -w` may say otherwise. */
export function likelyModuleCache(context: Pick<ToolchainContext, 'env' | 'home'>): string {
  const { GOMODCACHE = '', GOPATH = '' } = context.env;
  if (path.isAbsolute(GOMODCACHE)) return GOMODCACHE;
  const [gopath = ''] = GOPATH.split(path.delimiter);
  return path.join(path.isAbsolute(gopath) ? gopath : expandHome('~/go', context.home), 'pkg', 'mod');
}

const rank = (origin: ToolchainOrigin): number => toolchainOrigins.indexOf(origin);
