import { ReproError } from '../model/errors.js';
import { quotedForShell } from '../text/shell-words.js';
import { shortenHome } from '../text/shorten-home.js';
import { embeddedCatalogue, findRelease } from '../release/catalogue.js';
import { resolveSpec, type PathSubject, type Subject } from '../release/resolve-spec.js';
import { parseSpec } from '../release/spec.js';
import { parseGoVersion } from '../model/go-version.js';
import { discoverToolchains, type Candidate } from '../toolchain/find/discover.js';
import { compareVersionTexts } from '../toolchain/find/version-text.js';
import { loadCatalogue } from './load-catalogue.js';
import type { Session } from './session.js';

export interface SpecChoice {
  readonly includeRc?: boolean | undefined;
  readonly exclude?: readonly string[] | undefined;
}

/**
 * Resolves every SPEC to its subjects, each once; tells the result of each SPEC. Throws the ReproError of the first bad
 * one. The proxy is asked for its list only when that may matter: a release that is named and known needs nothing
 * looked up.
 */
export async function resolveSpecs(
  specs: readonly string[],
  choice: SpecChoice,
  context: Session,
): Promise<Subject[]> {
  const isPlain = choice.exclude === undefined && specs.every(namesKnownThings);
  const catalogue = isPlain ? embeddedCatalogue : await loadCatalogue(context);
  const installed = specs.some(namesInstalled) ? await installedToolchains(context) : [];
  const subjects = new Map<string, Subject>();
  for (const spec of specs) {
    const resolved = resolveSpec(spec, catalogue, {
      includeCandidates: choice.includeRc ?? false,
      exclude: choice.exclude ?? [],
      installed,
    });
    if (!resolved.ok) throw resolved.error;
    const named = resolved.value.subjects.map((given): [string, Subject] => {
      // Reports name paths in this way.
      const text = given.kind === 'path' ? shortenHome(given.text, context.home) : given.text;
      return [given.kind === 'release' ? given.release : text, { ...given, text }];
    });
    for (const [name, subject] of named) subjects.set(name, subject);
    const { note } = resolved.value;
    const releases = named.map(([name]) => name);
    context.onEvent({ type: 'spec-resolved', spec, releases, ...(note === undefined ? {} : { note }) });
  }
  return [...subjects.values()];
}

/** Does the same for commands that compare upstream releases: paths, `local` and `installed` are refused. */
export async function resolveReleases(
  specs: readonly string[],
  choice: SpecChoice,
  context: Session,
): Promise<string[]> {
  if (specs.some(namesInstalled)) throw notReleases('installed');
  const subjects = await resolveSpecs(specs, choice, context);
  return subjects.map((subject) => {
    if (subject.kind === 'release') return subject.release;
    throw notReleases(subject.text);
  });
}

const notReleases = (text: string): ReproError =>
  new ReproError('usage', `"${text}" is not a release, and this command takes releases`, {
    hint: `Ask about it with: cgoprof-repro run --go ${quotedForShell(text)}`,
  });

const namesInstalled = (text: string): boolean => {
  const parsed = parseSpec(text);
  return parsed.ok && parsed.value.some(({ spec }) => spec.kind === 'installed');
};

/** Every toolchain on this machine, the oldest release first, as `toolchain list` has them. */
async function installedToolchains(context: Session): Promise<PathSubject[]> {
  const found = await discoverToolchains(context);
  return namedSubjects(found.toSorted((a, b) => compareVersionTexts(a.versionText, b.versionText)));
}

/**
 * Names toolchains so that people know them, and no two alike. A copy of a release goes by its name. A second copy, and a
 * toolchain that may have been changed by its distributor, go by their folders: a report about one must not be merged
 * with those about the release.
 */
export function namedSubjects(
  toolchains: readonly Pick<Candidate, 'goroot' | 'origin' | 'versionText'>[],
): PathSubject[] {
  const taken = new Set<string>();
  return toolchains.map(({ goroot, origin, versionText }) => {
    const isRelease = origin === 'download' || origin === 'module-cache';
    const hasName = isRelease && parseGoVersion(versionText) !== null && !taken.has(versionText);
    taken.add(versionText);
    return { kind: 'path', text: hasName ? versionText : goroot, path: goroot };
  });
}

/** True if the text names only known things. Also true for text that cannot be read: its error needs no list either. */
function namesKnownThings(text: string): boolean {
  const parsed = parseSpec(text);
  return (
    !parsed.ok ||
    parsed.value.every(
      ({ spec }) =>
        spec.kind === 'local' ||
        spec.kind === 'path' ||
        spec.kind === 'installed' ||
        (spec.kind === 'release' && findRelease(embeddedCatalogue, spec.name) !== null),
    )
  );
}
