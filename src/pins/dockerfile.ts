/** Dockerfiles: the Go images of FROM, COPY --from and RUN --mount, Go archives fetched, and GOTOOLCHAIN settings. */
import type { Pin } from '../model/pin.js';
import { readInstructions, type Instruction } from './dockerfile-instructions.js';
import { slice, spanOf, textOf, unknownPiece, type Expansion } from './expansion.js';
import { gotoolchainPin } from './gotoolchain.js';
import { imagePin } from './image.js';
import { expandVariables, type Lookup } from './shell-variables.js';
import {
  notUnderstood,
  pinsOf,
  positionOf,
  withoutRepeats,
  type PinReader,
  type SourceFile,
} from './source-file.js';
import { versionPin } from './version-value.js';

/** What is known while the file is read from top to bottom. */
interface Scope {
  /** ARGs before the first FROM: the only ones a FROM may use. Null: declared without a default. */
  readonly globals: Map<string, Expansion | null>;
  /** ARGs and ENVs of the current stage. */
  locals: Map<string, Expansion | null>;
  /** Names given by `AS`; a stage is not an image. */
  readonly stages: Set<string>;
  hasStage: boolean;
}

export const readDockerfile: PinReader = (source) => {
  const scope: Scope = { globals: new Map(), locals: new Map(), stages: new Set(), hasStage: false };
  return withoutRepeats(
    pinsOf(readInstructions(source.text), (instruction) => readPins(source, instruction, scope)),
  );
};

// Looking a place up takes time in the number of an instruction's lines.
const maxLines = 5000;

function readPins(source: SourceFile, instruction: Instruction, scope: Scope): Pin[] {
  if (instruction.args.length > maxLines)
    return [
      notUnderstood(source, 'docker-image', instruction.span, `an instruction of over ${maxLines} lines`),
    ];
  switch (instruction.keyword) {
    case 'ARG':
      return declare(source, instruction, scope);
    case 'ENV':
      return declare(source, instruction, scope);
    case 'FROM':
      return readFrom(source, instruction, scope);
    case 'COPY':
      return imagesIn(source, instruction, scope, /(?:^|\s)--from=(\S+)/dg);
    case 'ADD':
      return downloadsIn(source, instruction, scope);
    case 'RUN':
      return [
        ...imagesIn(source, instruction, scope, /(?:^|\s)--mount=(?:\S*,)?from=([^\s,]+)/dg),
        ...downloadsIn(source, instruction, scope),
      ];
    default:
      return [];
  }
}

const assignment = /([A-Za-z_]\w*)(?:=((?:[^\s"'\\]|\\.|"[^"]*"|'[^']*')*))?/dg;
const legacyEnv = /^\s*([A-Za-z_]\w*)[ \t]+([^=\s]\S*)\s*$/d;

/** ARG and ENV: several on one line, quoted or not; `ENV NAME value` is an older spelling. */
function declare(source: SourceFile, instruction: Instruction, scope: Scope): Pin[] {
  const text = textOf(instruction.args);
  const legacy = instruction.keyword === 'ENV' ? legacyEnv.exec(text) : null;
  const pins: Pin[] = [];
  for (const match of legacy === null ? text.matchAll(assignment) : [legacy]) {
    const name = match[1] ?? '';
    const place = match.indices?.[2];
    const value =
      place === undefined
        ? null
        : expandVariables(withoutQuotes(slice(instruction.args, ...place)), lookupIn(scope));
    if (!scope.hasStage) scope.globals.set(name, value);
    // An ARG without a default inside a stage takes over the global one.
    else scope.locals.set(name, value ?? scope.globals.get(name) ?? null);
    if (name !== 'GOTOOLCHAIN' || value === null) continue;
    const pin = gotoolchainPin(source, { expansion: value, usedAt: instruction.span });
    if (pin !== null) pins.push(pin);
  }
  return pins;
}

function lookupIn(scope: Scope): Lookup {
  return (name) => (scope.hasStage ? scope.locals : scope.globals).get(name) ?? null;
}

function withoutQuotes(value: Expansion): Expansion {
  const text = textOf(value);
  return [...text.matchAll(/[^"']+/g)].flatMap((match) =>
    slice(value, match.index, match.index + match[0].length),
  );
}

const fromArguments = /^\s*(?:--\S+\s+)*(\S+)(?:\s+[Aa][Ss]\s+(\S+))?/d;

function readFrom(source: SourceFile, instruction: Instruction, scope: Scope): Pin[] {
  scope.hasStage = true;
  scope.locals = new Map();
  const match = fromArguments.exec(textOf(instruction.args));
  const place = match?.indices?.[1];
  if (match === null || place === undefined) return [];
  const pins = readImage(
    source,
    instruction,
    slice(instruction.args, ...place),
    scope,
    (name) => scope.globals.get(name) ?? null,
  );
  if (match[2] !== undefined) scope.stages.add(match[2].toLowerCase());
  return pins;
}

function imagesIn(source: SourceFile, instruction: Instruction, scope: Scope, pattern: RegExp): Pin[] {
  return [...textOf(instruction.args).matchAll(pattern)].flatMap((match) => {
    const place = match.indices?.[1];
    // Docker substitutes no variables here.
    return place === undefined
      ? []
      : readImage(source, instruction, slice(instruction.args, ...place), scope, () => null);
  });
}

/** `…/go1.23.7.linux-amd64.tar.gz`, its version perhaps an ARG or ENV. */
const goArchive = /\/go([\d$][\w.${}]{0,60}?)\.(?:linux|darwin|windows|freebsd|\$\{?\w{1,60}\}?)-/dg;

function downloadsIn(source: SourceFile, instruction: Instruction, scope: Scope): Pin[] {
  return [...textOf(instruction.args).matchAll(goArchive)].flatMap((match) => {
    const place = match.indices?.[1];
    if (place === undefined) return [];
    const written = slice(instruction.args, ...place);
    const usedAt = spanOf(written, 0, textOf(written).length) ?? instruction.span;
    const expansion = expandVariables(written, lookupIn(scope));
    const doubt = 'a checksum beside the download may have to change with it';
    return [versionPin(source, 'docker-download', { expansion, usedAt }, { doubt })];
  });
}

function readImage(
  source: SourceFile,
  instruction: Instruction,
  reference: Expansion,
  scope: Scope,
  lookup: Lookup,
): Pin[] {
  const unquoted = withoutQuotes(reference);
  const image = expandVariables(unquoted, lookup);
  if (scope.stages.has(textOf(image).toLowerCase())) return [];
  const usedAt = spanOf(unquoted, 0, textOf(unquoted).length) ?? instruction.span;
  const usesVariable = textOf(unquoted) !== textOf(image) && !image.includes(unknownPiece);
  const { line } = positionOf(source, instruction.span.start);
  const notes = usesVariable
    ? [`Used by ${instruction.keyword} on line ${line}; \`docker build --build-arg\` may override it.`]
    : [];
  const pin = imagePin(source, 'docker-image', { expansion: image, usedAt }, notes);
  return pin === null ? [] : [pin];
}
