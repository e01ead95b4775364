import type { ModuleReading, Pin, PinKind, Requirement, Span } from '../../model/pin.js';
import { hasUnknown, inputOf, textOf, type Expansion } from './expansion.js';
import { makePin, type SourceFile } from './source-file.js';

/** A pin that leaves the version to another file of the repository. */
export function fileReference(
  source: SourceFile,
  kind: PinKind,
  span: Span,
  path: Expansion,
  readings: readonly ModuleReading[],
): Pin {
  return makePin(source, {
    kind,
    span,
    requirement: requirementOf(textOf(path), readings),
    editPlace: { kind: 'none', why: 'the version is in the file this names' },
    awaitedInput: inputOf(path),
  });
}

function requirementOf(text: string, readings: readonly ModuleReading[]): Requirement {
  if (hasUnknown(text)) return { kind: 'unresolved', why: 'the file’s name comes from an expression' };
  const path = withinRepository(text);
  return path === null
    ? { kind: 'unresolved', why: 'the file it names is outside of the repository' }
    : { kind: 'file', path, readings };
}

/** `./a/../go.mod` is `go.mod`; a path that leaves the repository is null. */
export function withinRepository(path: string): string | null {
  const names: string[] = [];
  if (path.startsWith('/')) return null;
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue;
    if (name !== '..') names.push(name);
    else if (names.pop() === undefined) return null;
  }
  return names.join('/');
}
