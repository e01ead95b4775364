import semver from 'semver';
import type { Requirement } from '../../model/pin.js';
import { formatGoVersion, parseGoVersion } from '../../model/go-version.js';
import { printable } from '../../text/printable.js';
import { hasUnknown } from './expansion.js';

const line = /^(?:go|v)?(\d{1,3}\.\d{1,3})(?:\.[xX*])?$/;
const majorOnly = /^(?:go|v)?(\d{1,3})(?:\.[xX*]){0,2}$/;
const aliases: Readonly<Record<string, Requirement>> = {
  stable: { kind: 'alias', alias: 'stable' },
  latest: { kind: 'alias', alias: 'stable' },
  tip: { kind: 'alias', alias: 'tip' },
  gotip: { kind: 'alias', alias: 'tip' },
  oldstable: { kind: 'alias', alias: 'oldstable' },
};
// No version anybody writes is longer, and semver's parser need not see what is.
const maxLength = 100;

/**
 * Reads a version as setup-go, goenv, asdf, mise, travis and the image tags spell it: `1.23.7`, `go1.23.7`, `1.23`,
 * `1.23.x`, `1.24rc1`, `^1.22`, `>=1.22 <1.24`, `stable`. To them a bare `1.23` is the newest of its line;
 * version-value.ts knows those that take it literally. https://github.com/actions/setup-go#supported-version-syntax
 */
export function readRequirement(text: string): Requirement {
  const spec = text.trim();
  if (hasUnknown(spec))
    return { kind: 'unresolved', why: 'the version comes from a variable whose value is not known here' };
  if (spec.length > maxLength) return notAVersion(spec);
  if (Object.hasOwn(aliases, spec)) return aliases[spec] ?? notAVersion(spec);
  const ofLine = line.exec(spec)?.[1];
  if (ofLine !== undefined) return { kind: 'line', line: ofLine };
  const release = parseGoVersion(spec);
  if (release !== null) return { kind: 'exact', release: formatGoVersion(release) };
  const major = majorOnly.exec(spec)?.[1];
  if (major !== undefined) return { kind: 'range', range: `${major}.x` };
  if (spec !== '' && semver.validRange(spec) !== null) return { kind: 'range', range: spec };
  return notAVersion(spec);
}

function notAVersion(spec: string): Requirement {
  return { kind: 'not-understood', why: `"${printable(spec, 60)}" is not a Go version this tool can read` };
}
