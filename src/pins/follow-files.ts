/** `go-version-file: go.mod` and the like: which requirement the named file stands for. */
import type { Pin, Requirement } from '../model/pin.js';
import { printable } from '../model/printable.js';

/**
 * A reference is replaced by what the named file asks for; the other pins are left as they are. From go.mod and go.work
 * the release that decides is installed: setup-go v6 and rules_go take the `toolchain` line, setup-go v5 takes the `go`
 * line and the go command then switches up by itself. A file that names several versions, or none that can be followed,
 * stays unresolved.
 * https://github.com/actions/setup-go#getting-go-version-from-the-gomod-file
 */
export function followFiles(pin: Pin, pins: readonly Pin[]): Requirement {
  if (pin.requirement.kind !== 'file') return pin.requirement;
  const { path, ignoresToolchain } = pin.requirement;
  const named = pins.filter(({ file }) => file === path);
  const [first] = named;
  if (first === undefined) return pin.requirement;
  if (named.length > 1 && first.kind !== 'tool-versions')
    return { kind: 'unresolved', why: 'the file it names holds several versions' };
  const { requirement } = first;
  if (requirement.kind !== 'minimum') return requirement;
  if (ignoresToolchain && first.raw.startsWith('toolchain')) {
    const why = `GOTOOLCHAIN=local makes the \`go\` line of ${printable(path)} count, not its \`toolchain\` line`;
    return { kind: 'unresolved', why };
  }
  // setup-go reads a bare `go 1.23` as a line, and installs its newest release, unless there is a `toolchain` line.
  const line = /^go[ \t]+(\d+\.\d+)$/.exec(first.raw)?.[1];
  return line !== undefined && pin.kind === 'setup-go' && first.editPlace.kind !== 'version'
    ? { kind: 'line', line }
    : { kind: 'exact', release: requirement.release };
}
