/** Reads the versions that toolchains state. Vendors and development builds write them differently from releases. */
import { compareGoVersions, formatGoVersion, parseGoVersion } from '../../model/go-version.js';

/** First line of a VERSION file (from 1.21 on a second line has the time). Shown to people: printable ASCII only. */
export function firstLine(versionFile: string): string {
  const line = versionFile.split('\n', 1)[0] ?? '';
  return line
    .replaceAll(/[^\u0020-\u007e]/g, '')
    .trim()
    .slice(0, 200);
}

/**
 * The release in a version text: `go1.23.8` itself, and the release from which `go1.23.7 X:nocoverageredesign` or
 * `go1.22.9-vendor.1` is derived. A development build is not a release: its whole text comes back.
 */
export function releaseIn(versionText: string): string {
  const match = /^(go\d{1,3}\.\d{1,3}(?:\.\d{1,4}|(?:rc|beta)\d{1,3})?)(?=$|[ +_-])/.exec(versionText);
  const version = parseGoVersion(match?.[1] ?? '');
  return version === null ? versionText : formatGoVersion(version);
}

/** True for exactly the text of an upstream release: nothing before or after the release's name. */
export function isPlainRelease(versionText: string): boolean {
  return parseGoVersion(versionText) !== null && releaseIn(versionText) === versionText;
}

/** Orders versions as people count, 1.23.2 before 1.23.12; texts without a release come last. */
export function compareVersionTexts(a: string, b: string): number {
  const [one, other] = [parseGoVersion(releaseIn(a)), parseGoVersion(releaseIn(b))];
  if (one !== null && other !== null) return compareGoVersions(one, other);
  return (one === null ? 1 : 0) - (other === null ? 1 : 0);
}

export interface GoVersionAnswer {
  /** `go1.23.8`, `go1.23.7 X:nocoverageredesign`, `devel go1.25-abc Tue …`. */
  readonly version: string;
  readonly goos: string;
  readonly goarch: string;
}

/** Reads `go version go1.23.8 linux/amd64`. */
export function parseGoVersionAnswer(stdout: string): GoVersionAnswer | null {
  const match = /^go version (.{1,200}) ([a-z0-9]{1,20})\/([a-z0-9]{1,20})$/.exec(firstLine(stdout));
  const [, version, goos, goarch] = match ?? [];
  return version === undefined || goos === undefined || goarch === undefined
    ? null
    : { version, goos, goarch };
}

/** Tells if VERSION and `go version` mean the same: only the command names experiments. */
export function sameVersion(versionText: string, commandVersion: string): boolean {
  return withoutExperiments(versionText) === withoutExperiments(commandVersion);
}

const withoutExperiments = (text: string): string => text.replace(/ X:[\w,]+$/, '');
