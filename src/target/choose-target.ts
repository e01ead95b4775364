import { ReproError } from '../model/errors.js';
import type { BuildMode, Target } from '../model/target.js';
import type { Machine, Platform } from './known-target.js';
import { knownTargets } from './table.js';

/** What is asked for; the rest is the target's own. */
export interface TargetChoice {
  /** `GOOS/GOARCH` or `GOOS/GOARCH/libc`; this machine's where it is left out. */
  readonly platform?: string | undefined;
  /** The C compiler's command; the target's own where it is left out. */
  readonly cc?: string | undefined;
  /** `exe` where it is left out. */
  readonly buildmode?: BuildMode | undefined;
  /** Whether the race detector is on. */
  readonly race?: boolean | undefined;
}

/** Makes the one target that is meant. Throws `usage` for a platform that is not known. */
export function chooseTarget(
  { platform, cc, buildmode = 'exe', race = false }: TargetChoice,
  machine: Machine,
): Target {
  const { goos, goarch, libc } =
    platform === undefined ? { ...machine, libc: null } : readPlatform(platform, machine);
  for (const known of knownTargets) {
    const settings = known.settings({ goos, goarch, libc }, machine);
    if (settings !== null) return { goos, goarch, ...settings, cc: cc ?? settings.cc, buildmode, race };
  }
  throw stranger(platform ?? `${goos}/${goarch}`, machine);
}

function readPlatform(text: string, machine: Machine): Platform {
  const [, goos, goarch, libc] = /^([^/]+)\/([^/]+)(?:\/([^/]+))?$/.exec(text) ?? [];
  if (goos === undefined || goarch === undefined) throw stranger(text, machine);
  return { goos, goarch, libc: libc ?? null };
}

function stranger(platform: string, machine: Machine): ReproError {
  const names = knownTargets.flatMap((known) => known.names(machine));
  return new ReproError(
    'usage',
    `${JSON.stringify(platform)} is no target that programs can be built for here`,
    {
      hint: `Choose from: ${names.join(', ')}`,
    },
  );
}
