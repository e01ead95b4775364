/**
 * A go.mod without a `toolchain` line permits every Go from its `go` line on, and chooses one only if the local Go is
 * older. If everything that chooses a Go is seen, and is fixed and new enough, it is a note.
 */
import { compareGoVersions, parseGoVersion } from '../../model/go-version.js';
import type { PinKind } from '../../model/pin.js';
import type { PinFinding } from './pin-finding.js';

/** Kinds of pins that build something, and not only set up a Go for people or pass it on. */
const builders: ReadonlySet<PinKind> = new Set([
  'setup-go',
  'docker-image',
  'workflow-image',
  'gitlab-image',
  'ci-image',
  'compose-image',
  'travis',
  'circleci-orb',
  'azure-gotool',
  'bazel',
  'download',
]);

/**
 * The findings that only permit, among those that decide. Empty if no builder is seen, if one of them is not fixed, or
 * if anything is undecided.
 */
export function goLinesThatOnlyPermit(findings: readonly PinFinding[]): ReadonlySet<PinFinding> {
  const lines = findings.filter((finding) => releaseOfGoLine(finding) !== null);
  const others = findings.filter((finding) => !lines.includes(finding));
  const choosing = others.filter(({ pin: { kind } }) => kind !== 'go-mod' && kind !== 'go-work');
  const isClear = others.every(
    ({ resolution: { verdict } }) => verdict === 'fixed' || verdict === 'not-applicable',
  );
  const fixed = choosing.filter(({ resolution: { verdict } }) => verdict === 'fixed');
  if (!isClear || !fixed.some(({ pin: { kind } }) => builders.has(kind))) return new Set();
  return new Set(
    lines.filter((line) => {
      const release = releaseOfGoLine(line) ?? '';
      return fixed.every(({ resolution: { releases } }) => releases.every((one) => isAtLeast(one, release)));
    }),
  );
}

/** Returns null for all pins but a `go` line that stands alone and is not fixed. */
function releaseOfGoLine({ pin: { requirement }, resolution: { verdict } }: PinFinding): string | null {
  return verdict !== 'fixed' &&
    requirement.kind === 'minimum' &&
    requirement.setBy === 'module' &&
    requirement.switches &&
    requirement.lines?.toolchain === null
    ? requirement.release
    : null;
}

/** An older Go would switch to the release of the line. */
function isAtLeast(release: string, other: string): boolean {
  const [a, b] = [parseGoVersion(release), parseGoVersion(other)];
  return a !== null && b !== null && compareGoVersions(a, b) >= 0;
}
