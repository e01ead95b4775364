/** The smallest change that rids a pin of an affected release, and whether it may be made without asking. */
import type { Edit, EditPlace, Pin, PinResolution } from '../model/pin.js';
import { printable } from '../model/printable.js';
import { unreachable } from '../model/unreachable.js';
import { isPublishedImage } from './published-images.js';
import { nearestFixed, type ReleaseKnowledge } from './releases.js';

/**
 * Null when the pin is not affected, nothing fixed is known, or it is decided elsewhere. The new pin names one release,
 * also where the old one floated: a floating pin could still find an affected copy in a cache.
 */
export function smallestEdit(pin: Pin, resolution: PinResolution, knowledge: ReleaseKnowledge): Edit | null {
  const selected = resolution.releases[0];
  if (selected === undefined || !isWorthEditing(pin, resolution)) return null;
  const fixed = nearestFixed(knowledge, selected);
  return fixed === null ? null : editAt(pin, pin.editPlace, fixed);
}

/** Affected pins; also a go.mod so old that it decides nothing, where a `toolchain` line would. */
function isWorthEditing(pin: Pin, { verdict }: PinResolution): boolean {
  return verdict === 'affected' || (verdict === 'inconclusive' && pin.editPlace.kind === 'toolchain-line');
}

function editAt(pin: Pin, place: EditPlace, release: string): Edit | null {
  const version = release.replace(/^go/, '');
  const replace = (
    span: { start: number; end: number },
    newText: string,
    doubts: readonly string[],
  ): Edit => ({
    file: pin.file,
    startOffset: span.start,
    endOffset: span.end,
    newText,
    certain: doubts.length === 0,
    reason: `${release} is the nearest fixed release${doubts.length === 0 ? '' : `, but ${doubts.join(', and ')}`}.`,
  });
  switch (place.kind) {
    case 'version': {
      const isThere = place.list?.values.includes(version) === true;
      return replace(place.span, version + (place.suffix ?? ''), [
        ...place.doubts,
        ...place.variants.flatMap((variant) => unpublished(release, variant) ?? []),
        ...(isThere ? [`the list has ${version} already`] : []),
      ]);
    }
    case 'image-digest': {
      const tag = place.variant === '' ? version : `${version}-${place.variant}`;
      return replace(place.span, tag, ['the digest must be looked up and pinned again']);
    }
    case 'toolchain-line':
      return {
        file: pin.file,
        startOffset: place.at,
        endOffset: place.at,
        newText: `${place.lineEnd}${place.lineEnd}toolchain ${release}`,
        certain: place.doubt === null,
        reason:
          `A toolchain line makes an older local Go switch to ${release}, the nearest fixed release, and asks nothing ` +
          `of modules that import this one. GOTOOLCHAIN=local, which golang images set, ignores it` +
          `${place.doubt === null ? '' : `, and ${place.doubt}`}.`,
      };
    case 'none':
      return null;
    default:
      return unreachable(place);
  }
}

function unpublished(release: string, variant: string): string | null {
  return isPublishedImage(release, variant)
    ? null
    : `whether its image has the variant "${printable(variant, 60)}" is not known`;
}
