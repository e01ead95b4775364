/**
 * Resolves a requirement, given the releases known today. The rules (https://go.dev/doc/toolchain):
 *
 * - exact: the verdict is that release's. A release that is not in the catalogue is inconclusive.
 * - line, range, alias: the newest release that fits is what a fresh resolution gives, and its verdict is the pin's.
 *   They float: an older copy in a tool cache or on a build host may be affected, and the detail says which.
 * - module minimum (go.mod, go.work): the greatest of the local Go, `go` and `toolchain` runs. Where the local Go is
 *   older, GOTOOLCHAIN=auto downloads exactly the release named, so its verdict is the pin's; newer affected releases
 *   that the minimum still permits are told in the detail. A named release that is `not-applicable` (before 1.21) is
 *   never downloaded, for only Go 1.21 and newer switch: the local Go decides, so inconclusive, as with
 *   `toolchain default`.
 * - environment minimum (`GOTOOLCHAIN=go1.23.7+auto`): that release runs unless the module asks for more.
 * - digest: decides alone, and cannot be read here. The tag is a hint: it is believed when it says affected (a gate must
 *   not pass on a doubt), never when it says fixed (a tag may be edited and the digest forgotten).
 * - variant (an image tag that floats): the newest release that there is an image of that variant of. Where that is not
 *   known, all that it may be must come to one verdict (published-images.ts).
 * - any: the verdict that all of them share, else inconclusive.
 * - switched: what the first go command switches to, when it is one that can: 1.21 or newer.
 * - one-of: the verdict they share, else inconclusive.
 * - file, unresolved, not-understood: inconclusive. File references are followed before (follow-files.ts).
 */
import { isBefore } from '../../model/go-version.js';
import { releaseLines } from '../../release/catalogue.js';
import type { PinResolution, Requirement } from '../../model/pin.js';
import { asVerdict, type Verdict } from '../../model/verdict.js';
import { unreachable } from '../../model/unreachable.js';
import { printable } from '../../text/printable.js';
import { hasUnknown } from '../values/expansion.js';
import { possibleEver, possibleNow } from '../values/published-images.js';
import {
  affectedAmong,
  listReleases,
  newerThan,
  releasesInRange,
  releasesOfLine,
  type ReleaseKnowledge,
} from './releases.js';

export function resolveRequirement(requirement: Requirement, knowledge: ReleaseKnowledge): PinResolution {
  switch (requirement.kind) {
    case 'exact':
      return resolveExact(requirement.release, knowledge);
    case 'line':
      return resolveLine(requirement.line, knowledge);
    case 'range': {
      const { range } = requirement;
      return resolveNewest(releasesInRange(knowledge, range), printable(range), knowledge);
    }
    case 'alias':
      return resolveAlias(requirement.alias, knowledge);
    case 'minimum':
      return requirement.setBy === 'module'
        ? resolveModule(requirement.release, requirement.switches, knowledge)
        : resolveEnvironment(requirement.release, knowledge);
    case 'digest':
      return resolveDigest(requirement.tag, knowledge);
    case 'variant':
      return resolveVariant(requirement.of, requirement.variant, knowledge);
    case 'any':
      if (requirement.of.kind === 'line' && isOlderLine(requirement.of.line, knowledge))
        return resolveLine(requirement.of.line, knowledge);
      return (
        resolveAmong(fittingReleases(requirement.of, knowledge), requirement.why, knowledge) ??
        inconclusive(requirement.why)
      );
    case 'switched':
      return resolveSwitched(requirement.from, requirement.to, knowledge);
    case 'one-of':
      return resolveOneOf(requirement.options, requirement.why, knowledge);
    case 'file':
      return inconclusive(`the file ${printable(requirement.path)} decides, and no pin was found in it`);
    case 'unresolved':
    case 'not-understood':
      return inconclusive(requirement.why);
    default:
      return unreachable(requirement);
  }
}

const inconclusive = (why: string, releases: readonly string[] = [], isFloating = false): PinResolution => ({
  releases,
  verdict: 'inconclusive',
  floating: isFloating,
  detail: `${capitalised(why)}.`,
});

const floating = (releases: readonly string[], verdict: Verdict, detail: string): PinResolution => ({
  releases,
  verdict,
  floating: true,
  detail,
});

/** The end of a sentence about a release. */
const stateOf = (verdict: Verdict): string =>
  verdict === 'inconclusive' ? 'of which nothing is known' : `which is ${verdict}`;

const verdictOf = (release: string, { predict }: ReleaseKnowledge): Verdict => asVerdict(predict(release));

function resolveExact(release: string, knowledge: ReleaseKnowledge): PinResolution {
  const verdict = verdictOf(release, knowledge);
  const detail =
    verdict === 'inconclusive'
      ? `Nothing is known of ${release}.`
      : `It selects ${release}, which is ${verdict}.`;
  return { releases: [release], verdict, floating: false, detail };
}

const isOlderLine = (line: string, { since }: ReleaseKnowledge): boolean => isBefore(`${line}.0`, since);

function resolveLine(line: string, knowledge: ReleaseKnowledge): PinResolution {
  const { since } = knowledge;
  if (isOlderLine(line, knowledge)) {
    const detail = `All of line ${line} is older than go${since.major}.${since.minor}, which introduced the bug.`;
    return floating([], 'not-applicable', detail);
  }
  return resolveNewest(releasesOfLine(knowledge, line), `line ${line}`, knowledge);
}

/** Of releases that fit, oldest first, takes the newest. */
function resolveNewest(fitting: readonly string[], what: string, knowledge: ReleaseKnowledge): PinResolution {
  const newest = fitting.at(-1);
  if (newest === undefined) return inconclusive(`No known release fits ${what}`, [], true);
  if (knowledge.floatsBy === 'oldest') return resolveOldest(fitting, what, knowledge);
  const verdict = verdictOf(newest, knowledge);
  const older = affectedAmong(knowledge, fitting).filter((release) => release !== newest);
  const stale =
    older.length === 0 ? '' : ` An older copy in a cache may be affected: ${listReleases(knowledge, older)}.`;
  return floating(
    [newest],
    verdict,
    `The newest release for ${what} is ${newest}, ${stateOf(verdict)}.${stale}`,
  );
}

/** Takes the oldest release that fits; if it does not have the bug, the oldest that has it counts. */
function resolveOldest(fitting: readonly string[], what: string, knowledge: ReleaseKnowledge): PinResolution {
  const affected = affectedAmong(knowledge, fitting);
  const [oldest = ''] = affected.length > 0 ? affected : fitting;
  const verdict = verdictOf(oldest, knowledge);
  const others =
    affected.length > 1 ? ` Affected of those that fit: ${listReleases(knowledge, affected)}.` : '';
  const held = `for ${what} a cache may hold ${oldest}, ${stateOf(verdict)}`;
  return floating(
    [oldest],
    verdict,
    `The policy judges floating pins by the oldest release: ${held}.${others}`,
  );
}

function resolveAlias(alias: 'stable' | 'oldstable' | 'tip', knowledge: ReleaseKnowledge): PinResolution {
  if (alias === 'tip') {
    const detail = 'It is built from the head of Go’s development, which has had the fix since April 2025.';
    return floating([], 'fixed', detail);
  }
  const [back, what] = alias === 'stable' ? [-1, 'the newest line'] : [-2, 'the line before the newest'];
  const line = releaseLines(knowledge.releases).at(back);
  return resolveNewest(line === undefined ? [] : releasesOfLine(knowledge, line), what, knowledge);
}

function resolveVariant(of: Requirement, variant: string, knowledge: ReleaseKnowledge): PinResolution {
  const possible = possibleNow(variant, fittingReleases(of, knowledge));
  const why = hasUnknown(variant)
    ? 'the text behind the version in the tag comes from a variable'
    : `the tag stays at the last release that has an image with "${printable(variant, 60)}"`;
  return resolveAmong(possible, why, knowledge) ?? resolveRequirement(of, knowledge);
}

/** Returns null if there is none. */
function resolveAmong(
  possible: readonly string[],
  why: string,
  knowledge: ReleaseKnowledge,
): PinResolution | null {
  const newest = possible.at(-1);
  if (newest === undefined) return null;
  const verdicts = new Set(possible.map((release) => verdictOf(release, knowledge)));
  const verdict = verdictOf(newest, knowledge);
  const releases = possible.toReversed();
  if (verdicts.size > 1 || verdict === 'inconclusive') {
    const affected = listReleases(knowledge, affectedAmong(knowledge, possible));
    const some = affected === '' ? '' : `, and of the possible ones ${affected} are affected`;
    return inconclusive(`${why}; it is not known which one that is${some}`, releases, true);
  }
  const detail = `${capitalised(why)}: one of ${listReleases(knowledge, possible)}, all ${verdict}.`;
  return floating(releases, verdict, detail);
}

const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** All releases that a floating requirement may have selected at some time, oldest first. */
function fittingReleases(requirement: Requirement, knowledge: ReleaseKnowledge): readonly string[] {
  if (requirement.kind === 'line') return releasesOfLine(knowledge, requirement.line);
  if (requirement.kind === 'range') return releasesInRange(knowledge, requirement.range);
  if (requirement.kind === 'alias') return releasesInRange(knowledge, '*');
  return requirement.kind === 'variant'
    ? possibleEver(requirement.variant, fittingReleases(requirement.of, knowledge))
    : resolveRequirement(requirement, knowledge).releases;
}

function resolveSwitched(from: Requirement, to: Requirement, knowledge: ReleaseKnowledge): PinResolution {
  const first = resolveRequirement(from, knowledge);
  const [installed] = first.releases;
  const canSwitch = installed !== undefined && ['affected', 'fixed'].includes(first.verdict);
  if (!canSwitch) return first;
  const second = resolveRequirement(to, knowledge);
  const [runs = 'another release'] = second.releases;
  const detail = `GOTOOLCHAIN makes the go command of ${installed} run ${runs}. ${second.detail}`;
  return { ...second, detail };
}

function resolveOneOf(
  options: readonly Requirement[],
  why: string,
  knowledge: ReleaseKnowledge,
): PinResolution {
  const resolutions = options.map((option) => resolveRequirement(option, knowledge));
  const [first, ...others] = resolutions;
  if (first === undefined) return inconclusive(why);
  if (others.every(({ verdict }) => verdict === first.verdict)) return first;
  const selected = resolutions.flatMap(({ releases: [release], verdict }) =>
    release === undefined ? [] : [`${release}, ${verdict}`],
  );
  return inconclusive(
    `${why}: ${selected.join(', or ')}`,
    resolutions.flatMap(({ releases }) => releases.slice(0, 1)),
    true,
  );
}

function resolveModule(release: string, switches: boolean, knowledge: ReleaseKnowledge): PinResolution {
  const newer = newerThan(knowledge, release);
  const releases = [release, ...newer];
  const undecided = (why: string): PinResolution =>
    inconclusive(`It asks for ${release} or newer${why}`, releases, true);
  if (!switches) return undecided(' and `toolchain default` leaves the choice to the local Go');
  const verdict = verdictOf(release, knowledge);
  if (verdict === 'inconclusive') return undecided(`, and nothing is known of ${release}`);
  if (verdict === 'not-applicable')
    return undecided(', which every Go that can switch toolchains is, so the local Go decides');
  const permitted = affectedAmong(knowledge, newer);
  const permits = permitted.length === 0 ? '' : ` It still permits ${listReleases(knowledge, permitted)}.`;
  const selects = `With an older local Go, GOTOOLCHAIN=auto selects ${release}, which is ${verdict}`;
  return floating(releases, verdict, `${selects}; a newer local Go is used as it is.${permits}`);
}

function resolveEnvironment(release: string, knowledge: ReleaseKnowledge): PinResolution {
  const verdict = verdictOf(release, knowledge);
  const detail = `GOTOOLCHAIN selects ${release}, ${stateOf(verdict)}, unless the module asks for more.`;
  return floating([release, ...newerThan(knowledge, release)], verdict, detail);
}

function resolveDigest(tag: Requirement | null, knowledge: ReleaseKnowledge): PinResolution {
  const settle = 'save the image and gate that to be sure';
  if (tag === null)
    return inconclusive(`A digest names the image, and nothing here says which Go it has: ${settle}`);
  // A digest freezes one of the releases that the tag has had, not only the newest.
  const candidates = fittingReleases(tag, knowledge);
  const allAffected =
    candidates.length > 0 && affectedAmong(knowledge, candidates).length === candidates.length;
  if (!allAffected)
    return inconclusive(`the digest decides, no matter what the tag says: ${settle}`, candidates, false);
  const detail = `The tag says ${listReleases(knowledge, candidates)}, affected; the digest decides and cannot be read here.`;
  return { releases: candidates, verdict: 'affected', floating: false, detail };
}
