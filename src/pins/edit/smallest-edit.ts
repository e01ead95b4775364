/** The smallest change that fixes a pin of an affected release, and whether it may be made without asking. */
import type { Edit, EditPlace, Pin, PinResolution, Requirement, Span } from '../../model/pin.js';
import { printable } from '../../text/printable.js';
import { unreachable } from '../../model/unreachable.js';
import { isPublishedImage } from '../values/published-images.js';
import { lineNamed, nearestFixed, releasesOfLine, type ReleaseKnowledge } from '../resolve/releases.js';
import { resolveRequirement } from '../resolve/resolve-pin.js';
import { takesLiterally } from '../values/version-value.js';

/** A pin with its requirement, after the files that it names were followed. */
export interface JudgedPin {
  readonly pin: Pin;
  readonly requirement: Requirement;
  readonly resolution: PinResolution;
}

/**
 * Returns null if the pin is not affected, nothing fixed is known, or it is decided elsewhere. A floating pin keeps
 * floating: it is not edited if it selects a fixed release today, and otherwise goes to the nearest line that has one.
 */
export function smallestEdit(judged: JudgedPin, knowledge: ReleaseKnowledge): Edit | null {
  const fixed = releaseToWrite(judged, knowledge);
  return fixed === null ? null : editAt(judged, fixed, knowledge);
}

/** The release that an edit would write; null if there is none. */
export function releaseToWrite(judged: JudgedPin, knowledge: ReleaseKnowledge): string | null {
  const selected = judged.resolution.releases[0];
  // The target of a GOTOOLCHAIN switch is a pin of its own.
  const isElsewhere = judged.requirement.kind === 'switched';
  const isWanted = selected !== undefined && !isElsewhere && isWorthEditing(judged.pin, judged.resolution);
  return !isWanted || fixedToday(judged, knowledge) !== null ? null : nearestFixed(knowledge, selected);
}

/** The fixed release that an affected pin selects by now, if only an older copy of a floating version has the bug. */
export function fixedToday(
  { requirement, resolution }: JudgedPin,
  knowledge: ReleaseKnowledge,
): string | null {
  if (resolution.verdict !== 'affected' || knowledge.floatsBy !== 'oldest') return null;
  const { verdict, releases } = resolveRequirement(requirement, { ...knowledge, floatsBy: 'newest' });
  return verdict === 'fixed' ? (releases[0] ?? null) : null;
}

/** True for affected pins; also for a go.mod so old that it decides nothing, if a `toolchain` line would. */
function isWorthEditing(pin: Pin, { verdict }: PinResolution): boolean {
  return verdict === 'affected' || (verdict === 'inconclusive' && pin.editPlace.kind === 'toolchain-line');
}

type VersionPlace = EditPlace & { readonly kind: 'version' };

function editAt(judged: JudgedPin, release: string, knowledge: ReleaseKnowledge): Edit | null {
  const { pin } = judged;
  const place = pin.editPlace;
  const version = release.replace(/^go/, '');
  const edit = ({ start, end }: Span, newText: string, reason: string, certain: boolean): Edit => ({
    file: pin.file,
    startOffset: start,
    endOffset: end,
    newText,
    certain,
    reason: `${reason}.`,
  });
  const replace = (span: Span, newText: string, why: string, doubts: readonly string[]): Edit =>
    doubts.length === 0
      ? edit(span, newText, why, true)
      : edit(span, newText, `${why}, but ${doubts.join(', and ')}`, false);
  switch (place.kind) {
    case 'version': {
      const floating = floatingForm(judged, place, release, knowledge);
      const text = floating ?? version;
      // `1.23` and `1.23.x` mean the same, except for readers that take the bare number for a release.
      const bare = takesLiterally.has(pin.kind) ? (value: string) => value : withoutX;
      const isThere = place.list?.values.some((value) => bare(value) === bare(text)) === true;
      const why = floating === null ? whyExact(judged, release) : whyFloating(release, knowledge);
      return replace(place.span, text + (place.suffix ?? ''), why, [
        ...place.doubts,
        ...place.variants
          .filter((variant) => !isPublishedImage(release, variant))
          .map((variant) => `it is not known whether its image has the variant "${printable(variant, 60)}"`),
        ...(isThere ? [`the list has ${text} already`] : []),
      ]);
    }
    case 'image-digest': {
      const tag = place.variant === '' ? version : `${version}-${place.variant}`;
      const doubts = ['the digest must be looked up and pinned again'];
      return replace(place.span, tag, whyExact(judged, release), doubts);
    }
    case 'toolchain-line': {
      const why =
        `A toolchain line makes an older local Go switch to ${release}, the nearest fixed release, and asks nothing ` +
        `of modules that import this one. GOTOOLCHAIN=local, which golang images set, ignores it`;
      const text = `${place.lineEnd}${place.lineEnd}toolchain ${release}`;
      const reason = place.doubt === null ? why : `${why}, and ${place.doubt}`;
      return edit({ start: place.at, end: place.at }, text, reason, place.doubt === null);
    }
    case 'none':
      return null;
    default:
      return unreachable(place);
  }
}

const withoutX = (version: string): string => version.replace(/\.[xX*]$/, '');

/** `1.23` for `1.22`, `1.23.x` for `1.22.x`; null if the new line would not select a fixed release. */
function floatingForm(
  { requirement }: JudgedPin,
  place: VersionPlace,
  release: string,
  knowledge: ReleaseKnowledge,
): string | null {
  const floats = requirement.kind === 'variant' ? requirement.of : requirement;
  const form = /^\d{1,3}\.\d{1,3}(\.[xX*])?(?=$|-)/.exec(place.written?.text ?? '');
  const line = lineNamed(release);
  if (floats.kind !== 'line' || form === null || line === null) return null;
  const next: Requirement = { kind: 'line', line };
  const staysVariant = requirement.kind === 'variant' && place.suffix === undefined;
  const { verdict } = resolveRequirement(staysVariant ? { ...requirement, of: next } : next, knowledge);
  return verdict === 'fixed' ? line + (form[1] ?? '') : null;
}

/** Says so if the new release is of another line, because that is more than a repair. */
function whyExact({ resolution }: JudgedPin, release: string): string {
  const [old, line] = [lineNamed(resolution.releases[0] ?? ''), lineNamed(release)];
  return old === line || old === null
    ? `${release} is the nearest fixed release`
    : `${release} is the nearest fixed release, of a new minor line: ${old} has none`;
}

function whyFloating(release: string, knowledge: ReleaseKnowledge): string {
  const line = lineNamed(release) ?? '';
  const newest = releasesOfLine(knowledge, line).at(-1) ?? release;
  return `${line} is the nearest line with a fixed release (${newest} today), and a new minor line of Go`;
}
