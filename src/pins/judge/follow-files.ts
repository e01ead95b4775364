/** Follows `go-version-file: go.mod` and the like to the requirement for which the named file stands. */
import { compareGoVersions, lineOf, parseGoVersion } from '../../model/go-version.js';
import type { ModuleReading, Pin, Requirement } from '../../model/pin.js';
import { unreachable } from '../../model/unreachable.js';
import { readRequirement } from '../values/requirement.js';
import { groupBy } from '../../model/group-by.js';

/** Pins by the path of their file. */
export type PinsByFile = ReadonlyMap<string, readonly Pin[]>;

/** Sorts pins by file, once for all that refer to them. */
export const pinsByFile = (pins: readonly Pin[]): PinsByFile => groupBy(pins, ({ file }) => file);

/**
 * Replaces a reference by the requirement of the named file; the other pins are unchanged. From go.mod and go.work the
 * deciding release is installed, and the reading depends on the reader: see ModuleReading. A file that names several
 * versions, or none that can be followed, stays unresolved.
 * https://github.com/actions/setup-go#getting-go-version-from-the-gomod-file
 */
export function followFiles(pin: Pin, pins: PinsByFile): Requirement {
  if (pin.requirement.kind !== 'file') return pin.requirement;
  const { path, readings } = pin.requirement;
  if (!pins.has(path)) return pin.requirement;
  const definition = definitionOf(pin, pins);
  if (definition === null) return { kind: 'unresolved', why: 'the file it names holds several versions' };
  const { requirement } = definition;
  if (requirement.kind !== 'minimum') return requirement;
  const lines = requirement.lines ?? { go: null, toolchain: null };
  const options = readings.map((reading) => readModule(lines, reading, pin.kind === 'setup-go'));
  const [only = requirement, ...others] = options;
  const why = 'which line of the file counts depends on the version of setup-go and on GOTOOLCHAIN';
  return others.length === 0 ? only : { kind: 'one-of', options, why };
}

/** The pin in the file that a reference names, which decides. Null if there is none, or several. */
export function definitionOf({ requirement }: Pin, pins: PinsByFile): Pin | null {
  if (requirement.kind !== 'file') return null;
  const [first, ...others] = pins.get(requirement.path) ?? [];
  return first === undefined || (others.length > 0 && first.kind !== 'tool-versions') ? null : first;
}

type ModuleLines = NonNullable<Extract<Requirement, { kind: 'minimum' }>['lines']>;

function readModule(lines: ModuleLines, reading: ModuleReading, bareIsLine: boolean): Requirement {
  const go = requirementOfGo(lines.go, bareIsLine);
  const toolchain = lines.toolchain === null ? null : readRequirement(lines.toolchain);
  if (toolchain === null) return go;
  switch (reading) {
    case 'toolchain':
      return toolchain;
    case 'go':
      return go;
    case 'switch':
      return lines.go === null || isGreater(toolchain, go) ? toolchain : go;
    default:
      return unreachable(reading);
  }
}

/** setup-go reads a bare `go 1.23` as a line, and installs its newest release; Go itself takes it for 1.23.0. */
function requirementOfGo(go: string | null, bareIsLine: boolean): Requirement {
  if (go === null) return { kind: 'unresolved', why: 'the file it names has no `go` line' };
  if (bareIsLine || parseGoVersion(go) !== null) return readRequirement(go);
  return readRequirement(`${go}.0`);
}

/** A line's newest release is not older than any toolchain of that line. */
function isGreater(toolchain: Requirement, go: Requirement): boolean {
  const version = toolchain.kind === 'exact' ? parseGoVersion(toolchain.release) : null;
  if (version === null) return false;
  if (go.kind === 'line') {
    const start = parseGoVersion(`${go.line}.0`);
    return lineOf(version) !== go.line && start !== null && compareGoVersions(version, start) > 0;
  }
  const other = go.kind === 'exact' ? parseGoVersion(go.release) : null;
  return other !== null && compareGoVersions(version, other) > 0;
}
