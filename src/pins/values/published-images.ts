/**
 * The variants of the official golang image, and the releases for which they exist.
 *
 * An edit that would name an image that was never published breaks the build, so an unlisted variant is not certain.
 * And docker-library builds a variant for a while only. After that its tags stay at their last release, so
 * `golang:1.23-alpine3.19` is affected forever although go1.23.12 is not. Source: the folders of
 * https://github.com/docker-library/golang when go1.23.8 and go1.24.2 came out (April 2025).
 */
import { compareGoVersions, lineOf, parseGoVersion } from '../../model/go-version.js';

const windows = ['windowsservercore', 'nanoserver'].flatMap((base) => [
  base,
  `${base}-ltsc2022`,
  `${base}-ltsc2025`,
]);
const april2025 = ['', 'bookworm', 'bullseye', 'alpine', 'alpine3.20', 'alpine3.21', ...windows];
const published: ReadonlyMap<string, readonly string[]> = new Map([
  ['go1.23.8', april2025],
  ['go1.24.2', april2025],
]);

export function isPublishedImage(release: string, variant: string): boolean {
  return published.get(release)?.includes(variant) ?? variant === '';
}

/** Variants that name no release of an operating system move on with it; the others are still built today. */
const evergreen = new Set(['', 'alpine', 'windowsservercore', 'nanoserver', 'bookworm', 'trixie']);

export const movesOn = (variant: string): boolean => evergreen.has(variant);

/** Alpine 3.19 of December 2023 and earlier ones were dropped before, Alpine 3.22 came after April 2025. */
const oldestAlpine = 20;
/** These came, or were dropped, when Go 1.21 was already out: no tag without a line can be older. */
const alpinesAfterGo121 = new Set([17, 18, 19]);

/** The releases among those that a tag fits (in any order) that an image of it with this variant can ever have had. */
export function possibleEver(variant: string, fitting: readonly string[]): readonly string[] {
  return successorOf(variant) === null ? fitting : orAll(fitting, isBeforeApril2025);
}

/** The releases that the newest of these images may have. */
export function possibleNow(variant: string, fitting: readonly string[]): readonly string[] {
  const alpine = alpineOf(variant);
  const ever = possibleEver(variant, fitting);
  if (alpinesAfterGo121.has(alpine)) return orAll(ever, isAfterGo120);
  const isListed = april2025.includes(variant) || alpine >= oldestAlpine;
  return isListed ? orAll(ever, (release) => !isBeforeApril2025(release)) : ever;
}

/** 19 for `alpine3.19`; NaN, which is neither older nor newer, for any other variant. */
const alpineOf = (variant: string): number => Number(/^alpine3\.(\d{1,3})$/.exec(variant)?.[1] ?? 'NaN');

/** The successor of a variant that was dropped before any fixed release came out; null for all others. */
export function successorOf(variant: string): string | null {
  if (alpineOf(variant) < oldestAlpine) return 'alpine';
  return /^(?:buster|stretch|jessie|wheezy)$/.test(variant) ? 'bookworm' : null;
}

/** If nothing is left of a line, it had its images at another time; then any of them is possible. */
function orAll(releases: readonly string[], isPossible: (release: string) => boolean): readonly string[] {
  const possible = releases.filter(isPossible);
  return possible.length === 0 ? releases : possible;
}

function isBeforeApril2025(release: string): boolean {
  const version = parseGoVersion(release);
  if (version === null) return false;
  const listed = [...published.keys()].flatMap((name) => parseGoVersion(name) ?? []);
  const bound = listed.find((other) => lineOf(other) === lineOf(version)) ?? listed.at(-1);
  return bound !== undefined && compareGoVersions(version, bound) < 0;
}

function isAfterGo120(release: string): boolean {
  const version = parseGoVersion(release);
  return version !== null && version.minor > 20;
}
