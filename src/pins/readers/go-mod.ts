/**
 * go.mod and go.work: the `go` line is a minimum, the `toolchain` line a suggestion; with GOTOOLCHAIN=auto the go
 * command runs the greatest of its own release and these two. So each file is one pin, at the line that decides.
 * Read as the go command reads it before it runs: https://go.dev/doc/toolchain#select and GoModLookup in
 * cmd/go/internal/gover/gomod.go.
 */
import type { EditPlace, Pin, PinKind, Requirement, Span } from '../../model/pin.js';
import {
  compareGoVersions,
  formatGoVersion,
  isBefore,
  parseGoVersion,
  type GoVersion,
} from '../../model/go-version.js';
import { printable } from '../../text/printable.js';
import { written } from '../values/expansion.js';
import { linesWithin } from '../values/lines.js';
import {
  makePin,
  notUnderstood,
  pinsOf,
  positionOf,
  type PinReader,
  type SourceFile,
} from '../values/source-file.js';
import { versionPin, versionPlace } from '../values/version-value.js';

export const readGoMod: PinReader = (source) => [...readModuleFile(source, 'go-mod'), ...herokuPins(source)];
export const readGoWork: PinReader = (source) => readModuleFile(source, 'go-work');

/** Older ones do not switch to the release of a go.mod (https://go.dev/doc/toolchain). */
const firstThatSwitches: GoVersion = { major: 1, minor: 21, patch: 0, prerelease: null };

/**
 * Reads go.mod files of other names, `vendor.mod` and bingo's: `-modfile` names them. One that requires a release from
 * before Go could switch chooses nothing.
 */
export const readModFile: PinReader = (source) =>
  readModuleFile(source, 'go-mod').filter(
    ({ requirement }) => requirement.kind !== 'minimum' || !isBefore(requirement.release, firstThatSwitches),
  );

const herokuComment = /^[ \t]{0,9}\/\/[ \t]{0,9}\+heroku[ \t]{1,9}goVersion[ \t]{1,9}(\S{1,60})/dgm;

/**
 * Heroku installs the release that this comment names: https://devcenter.heroku.com/articles/go-dependencies-via-gomod
 */
function herokuPins(source: SourceFile): Pin[] {
  return pinsOf(source.text.matchAll(herokuComment), (match) => {
    const [start, end] = match.indices?.[1] ?? [0, 0];
    const value = { expansion: [written(source.text.slice(start, end), start)], usedAt: { start, end } };
    return [versionPin(source, 'script', value, { doubts: ['Heroku must have that release'] })];
  });
}

/** A `go` or `toolchain` line: its place, and that of its value. */
interface Directive {
  readonly value: string;
  readonly span: Span;
  readonly valueSpan: Span;
}

function readModuleFile(source: SourceFile, kind: PinKind): Pin[] {
  source.budget.search(4 * source.text.length);
  const go = findDirective(source.text, 'go');
  const toolchain = findDirective(source.text, 'toolchain');
  const goVersion = go === null ? null : parseLanguageVersion(go.value);
  if (go !== null && goVersion === null) return [badLine(source, kind, go)];
  if (toolchain === null || toolchain.value === 'default') {
    if (go === null || goVersion === null) return [];
    if (toolchain === null) return [pinOf(go, goVersion, lineAfter(source.text, go, goVersion))];
    const why = '`toolchain default` leaves the choice to the local Go: change that line by hand';
    return [pinOf(go, goVersion, { kind: 'none', why }, false)];
  }
  const toolchainVersion = parseToolchainName(toolchain.value);
  if (toolchainVersion === null) return [badLine(source, kind, toolchain)];
  const place = versionPlace(withoutGo(toolchain.valueSpan), []);
  return go !== null && goVersion !== null && compareGoVersions(goVersion, toolchainVersion) >= 0
    ? [pinOf(go, goVersion, place)]
    : [pinOf(toolchain, toolchainVersion, place)];

  function pinOf(directive: Directive, version: GoVersion, editPlace: EditPlace, switches = true): Pin {
    const release = formatGoVersion(version);
    const lines = {
      go: go?.value ?? null,
      toolchain: toolchain === null || toolchain.value === 'default' ? null : toolchain.value,
    };
    const requirement: Requirement = { kind: 'minimum', release, setBy: 'module', switches, lines };
    const other = directive === go ? toolchain : go;
    const notes =
      other === null ? [] : [`Line ${positionOf(source, other.span.start).line} asks for no more than that.`];
    const { span } = directive;
    return makePin(source, { kind, span, requirement, editPlace, notes: switches ? notes : [] });
  }
}

/** The first line that starts with the key and a blank, `//` comments cut off. Blocks are not recognised, as in Go. */
function findDirective(text: string, key: string): Directive | null {
  for (const line of linesWithin(text, { start: 0, end: text.length })) {
    const directive = readDirective(text, key, line);
    if (directive !== null) return directive;
  }
  return null;
}

function readDirective(text: string, key: string, line: Span): Directive | null {
  let start = line.start;
  while (start < line.end && isBlank(text.charAt(start))) start += 1;
  const afterKey = start + key.length;
  if (!text.startsWith(key, start) || !/^[ \t]$/.test(text.charAt(afterKey))) return null;
  const comment = text.indexOf('//', afterKey);
  let end = comment === -1 ? line.end : Math.min(comment, line.end);
  while (end > afterKey && isBlank(text.charAt(end - 1))) end -= 1;
  let valueStart = afterKey;
  while (valueStart < end && isBlank(text.charAt(valueStart))) valueStart += 1;
  return {
    value: text.slice(valueStart, end),
    span: { start, end },
    valueSpan: { start: valueStart, end },
  };
}

const isBlank = (character: string): boolean => /^[ \t\r\v\f]$/.test(character);

/** From 1.21 on a language version `1.N` stands for the release 1.N.0 when a toolchain is looked up (#62278). */
function parseLanguageVersion(value: string): GoVersion | null {
  if (!/^\d/.test(value)) return null;
  return parseGoVersion(value) ?? parseGoVersion(`${value}.0`);
}

/** `go1.23.7`. A suffix (`go1.23.7-custom`) names somebody’s own build, whose source may differ: null. */
function parseToolchainName(value: string): GoVersion | null {
  return value.startsWith('go') ? parseGoVersion(value) : null;
}

const withoutGo = (span: Span): Span => ({ start: span.start + 'go'.length, end: span.end });

/** A `toolchain` line goes below the `go` line, as `go get toolchain@…` writes it. */
function lineAfter(text: string, go: Directive, version: GoVersion): EditPlace {
  const lineBreak = text.indexOf('\n', go.span.end);
  const carriageReturn = lineBreak > 0 && text.charAt(lineBreak - 1) === '\r';
  const at = lineBreak === -1 ? text.length : lineBreak - (carriageReturn ? 1 : 0);
  const isOld = version.major === 1 && version.minor < 21;
  return {
    kind: 'toolchain-line',
    at,
    lineEnd: carriageReturn || (lineBreak === -1 && text.includes('\r\n')) ? '\r\n' : '\n',
    doubt: isOld ? 'Go 1.20 and older reject a go.mod with a toolchain line' : null,
  };
}

function badLine(source: SourceFile, kind: PinKind, directive: Directive): Pin {
  const value = printable(directive.value, 60);
  return notUnderstood(source, kind, directive.span, `"${value}" is not the name of a Go release`);
}
