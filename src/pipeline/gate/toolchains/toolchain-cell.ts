/** Makes the gate's cells of toolchains. */
import type { ReproError } from '../../../model/errors.js';
import { findingKindOf } from '../../../model/finding.js';
import type { Cell } from '../../../model/report.js';
import { asVerdict } from '../../../model/verdict.js';
import type { Bug, SourceTexts } from '../../../bugs/bug.js';
import { predictRelease } from '../../../release/predictions.js';
import { howToFix } from '../../../release/upgrade.js';
import { firstLine, isPlainRelease, releaseIn } from '../../../toolchain/find/version-text.js';
import { everyTarget, unreadCell, type Asked } from '../cells/gate-cell.js';
import type { ToolchainCommand } from '../contents/container.js';

/** A go command, or a compiler or linker without one, whose runtime's sources are not in the same subject. */
export interface CommandAlone extends Asked, ToolchainCommand {
  /** The place where its sources would be, relative to the root of its archive or folder. */
  readonly sources: string;
}

export interface GorootSources {
  readonly texts: SourceTexts;
  /** The content of its VERSION file; empty without one. */
  readonly version: string;
  /** The folder, and the way in which it was found: `given`, `path`, … */
  readonly goroot: string;
  readonly source: string;
}

/** Judges a toolchain by the sources of its runtime, wherever they lie. */
export function gorootCell(
  asked: Asked,
  { texts, version: text, goroot, source }: GorootSources,
  bug: Bug,
): Cell {
  const { verdict: said, detail } = bug.source.judge(texts);
  const version = firstLine(text);
  const release = releaseIn(version);
  const verdict = asVerdict(said);
  const fix = verdict === 'affected' ? howToFix(bug, release) : undefined;
  return toolchainCell({
    ...everyTarget,
    ...asked,
    go: version === '' ? null : release,
    toolchain: { source, goroot, version: version || 'unknown', verified: false },
    predicted: isPlainRelease(version) ? predictRelease(bug, release).verdict : 'unknown',
    verdict,
    reason: detail,
    evidence: [{ oracle: 'source', verdict, detail }],
    trials: [],
    ...(fix === undefined ? {} : { fix }),
  });
}

/**
 * Makes the cell of a command. A toolchain compiles its runtime's sources into programs; without them it says nothing.
 */
export function commandAlone({ subject, location, what, version, sources }: CommandAlone): Cell {
  const asked = { subject, ...(location === undefined ? {} : { location }) };
  const reason =
    `It is the ${what} of ${version}, and the sources of the runtime that it compiles into programs ` +
    `are not here. Gate what holds ${sources === '' ? '' : `${sources}/`}src/runtime with it ` +
    '(in Debian the package golang-…-src), or the GOROOT where it is installed.';
  return { ...unreadCell(asked, 'undecided-toolchain', reason), go: releaseIn(firstLine(version)) };
}

/**
 * Makes a toolchain's cell the gate's own. If it could not be run as well, a source that has the bug is enough to fail:
 * a machine without a C compiler must not let it pass.
 */
export function toolchainCell(cell: Cell): Cell {
  const finding = findingKindOf(cell.verdict, 'toolchain');
  const source = cell.evidence.find(({ oracle }) => oracle === 'source');
  if (cell.skipped === undefined || source?.verdict !== 'affected')
    return finding === undefined ? cell : { ...cell, finding };
  const { skipped, ...rest } = cell;
  return {
    ...rest,
    verdict: 'affected',
    finding: 'affected-toolchain',
    reason: `${source.detail} It was not run: ${skipped.reason}.`,
  };
}

/**
 * Makes the cell of a SPEC. One that names no release is a mistake in the question; one that cannot be looked up is an
 * open question.
 */
export function unresolvedCell(spec: string, error: ReproError): Cell {
  const isMistake = error.code === 'unknown-release' || error.code === 'bad-spec';
  const hint = isMistake && error.hint !== undefined ? ` ${error.hint}` : '';
  return unreadCell(
    { subject: spec },
    isMistake ? 'missing-subject' : 'undecided-toolchain',
    `${error.message}.${hint}`,
  );
}
