import { chooseFrom } from '../text/nearest.js';
import { quotedWord } from '../text/quoted-word.js';
import { ReproError } from '../model/errors.js';
import type { BuildMode, Target } from '../model/target.js';
import type { Machine, Platform } from './known-target.js';
import { knownTargets } from './table.js';

/** The choices of the user; the rest is the target's own. */
export interface TargetChoice {
  /** `GOOS/GOARCH` or `GOOS/GOARCH/libc`; this machine's if it is left out. */
  readonly platform?: string | undefined;
  /** The C compiler's command; the target's own if it is left out. */
  readonly cc?: string | undefined;
  /** The build mode; `exe` if it is left out. */
  readonly buildmode?: BuildMode | undefined;
  /** True if the race detector is on. */
  readonly race?: boolean | undefined;
}

/** Makes the one target that is meant. Throws `usage` for an unknown platform. */
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
  return new ReproError('usage', `${quotedWord(platform)} is no target that programs can be built for here`, {
    hint: chooseFrom(platform, names),
  });
}

/** True for a compiler's plain name: without arguments it builds for the C library of the machine. */
export const isPlainCompiler = (cc: string): boolean => /^(?:gcc|clang)(?:-\d{1,3})?$|^cc$/.test(cc);
