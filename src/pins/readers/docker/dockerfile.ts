/** Dockerfiles: the Go images of FROM, COPY --from and RUN --mount, Go archives fetched, and GOTOOLCHAIN settings. */
import type { Pin, Span } from '../../../model/pin.js';
import { namedVersionPin } from '../scripts/build-arguments.js';
import { namesGoVersion } from '../../values/go-names.js';
import { readInstructions, triggered, type Instruction } from '../../syntax/dockerfile-instructions.js';
import { DockerfileScope, recording, type Setting } from '../../syntax/dockerfile-scope.js';
import {
  hasUnknown,
  maxLength,
  slice,
  spanOf,
  textOf,
  written,
  type Expansion,
} from '../../values/expansion.js';
import { gotoolchainPin } from '../../values/gotoolchain.js';
import { imagePin, unknownImagePin } from '../../values/image.js';
import { scriptPins, type ScriptContext } from '../scripts/shell-text.js';
import { expandVariables, variablesIn } from '../../values/shell-variables.js';
import {
  pinsOf,
  positionOf,
  withoutRepeats,
  withUnseen,
  type PinReader,
  type SourceFile,
} from '../../values/source-file.js';
import { SwitchedImages } from './switched-images.js';

/** The knowledge while the file is read from top to bottom. */
interface Reading {
  readonly source: SourceFile;
  readonly scope: DockerfileScope;
  readonly switched: SwitchedImages;
  /** ARGs and ENVs whose names are those of a Go version. */
  readonly named: Pin[];
}

export const readDockerfile: PinReader = (source) =>
  readDockerfileWithin(source, { start: 0, end: source.text.length });

/** A Dockerfile inside another file. */
export function readDockerfileWithin(source: SourceFile, within: Span): Pin[] {
  const { budget } = source;
  budget.search(within.end - within.start);
  const reading: Reading = {
    source,
    scope: new DockerfileScope(budget),
    switched: new SwitchedImages(),
    named: [],
  };
  const pins = pinsOf(readInstructions(source.text, within), (instruction) =>
    readPins(reading, triggered(instruction)),
  );
  const seen = pins.map((pin) => reading.switched.seen(pin));
  return withoutRepeats(withUnseen(seen, reading.named));
}

function readPins(reading: Reading, instruction: Instruction): Pin[] {
  reading.source.budget.spend('steps', 1 + instruction.args.length);
  switch (instruction.keyword) {
    case 'ARG':
    case 'ENV':
      return [...declare(reading, instruction), ...scriptsIn(reading, instruction, ['download'])];
    case 'FROM':
      return readFrom(reading, instruction);
    case 'COPY':
      noteCopiedToolchain(reading, textOf(instruction.args));
      return imagesIn(reading, instruction, /(?:^|\s)--from=(\S+)/dg);
    case 'ADD':
      return scriptsIn(reading, instruction, ['download']);
    case 'RUN':
      reading.switched.run(textOf(instruction.args) + documentsOf(reading, instruction));
      return [
        ...imagesIn(reading, instruction, /(?:^|\s)--mount=(?:\S*,)?from=([^\s,]+)/dg),
        ...scriptsIn(reading, instruction, ['download', 'toolchain', 'command', 'installer', 'package']),
      ];
    default:
      return [];
  }
}

const documentsOf = ({ source }: Reading, { documents }: Instruction): string =>
  documents.map(({ start, end }) => source.text.slice(start, end)).join('');

const assignment = /([A-Za-z_]\w*)(?:=((?:[^\s"'\\]|\\.|"[^"]*"|'[^']*')*))?/dg;
const legacyEnv = /^\s*([A-Za-z_]\w*)[ \t]+([^=\s]\S*)\s*$/d;

/** ARG and ENV: several on one line, quoted or not; `ENV NAME value` is an older spelling. */
function declare({ source, scope, switched, named }: Reading, instruction: Instruction): Pin[] {
  const { args, keyword, span: usedAt } = instruction;
  const text = textOf(args);
  const isEnv = keyword === 'ENV';
  const legacy = isEnv ? legacyEnv.exec(text) : null;
  const pins: Pin[] = [];
  for (const match of legacy === null ? text.matchAll(assignment) : [legacy]) {
    const name = match[1] ?? '';
    const place = match.indices?.[2];
    const { lookup, used } = recording(scope.here, source.budget);
    const value =
      place === undefined
        ? null
        : expandVariables(withoutQuotes(slice(args, ...place)), lookup, source.budget);
    const setting: Setting = { name, value, madeFrom: used() };
    if (isEnv) scope.setEnvironment(name, setting);
    else scope.setArgument(name, setting);
    if (value !== null && namesGoVersion(name) && isPlainVersion.test(textOf(value)))
      named.push(namedVersionPin(source, { expansion: value, usedAt }, unseenRemarks, 'script'));
    if (name !== 'GOTOOLCHAIN') continue;
    const pin = value === null ? null : gotoolchainPin(source, { expansion: value, usedAt });
    if (isEnv) switched.setToolchain(pin);
    if (pin !== null) pins.push(pin);
  }
  return pins;
}

const isPlainVersion = /^(?:go|v)?1\.\d[\w.-]{0,40}$/;
const unseenRemarks = { doubts: ['no reader of this variable was found'] };

function withoutQuotes(value: Expansion): Expansion {
  const text = textOf(value);
  return [...text.matchAll(/[^"']+/g)].flatMap((match) =>
    slice(value, match.index, match.index + match[0].length),
  );
}

const fromArguments = /^\s*(?:--\S+\s+)*(\S+)(?:\s+[Aa][Ss]\s+(\S+))?/d;

function readFrom(reading: Reading, instruction: Instruction): Pin[] {
  const { scope, switched } = reading;
  const match = fromArguments.exec(textOf(instruction.args));
  const place = match?.indices?.[1];
  const reference = place === undefined ? [] : slice(instruction.args, ...place);
  const pins = readImage(reading, instruction, reference, scope.ofGlobals);
  scope.enterStage(textOf(reference));
  switched.enterStage(pins, textOf(reference));
  if (match?.[2] !== undefined) {
    scope.nameStage(match[2]);
    switched.nameStage(match[2]);
  }
  return pins;
}

function imagesIn(reading: Reading, instruction: Instruction, pattern: RegExp): Pin[] {
  return [...textOf(instruction.args).matchAll(pattern)].flatMap((match) => {
    const place = match.indices?.[1];
    // Docker substitutes no variables here.
    return place === undefined
      ? []
      : readImage(reading, instruction, slice(instruction.args, ...place), () => null);
  });
}

/** `COPY --from=stage /usr/local/go …`, or all of the stage. */
function noteCopiedToolchain({ switched }: Reading, args: string): void {
  const stage = /(?:^|\s)--from=(\S+)/.exec(args)?.[1];
  if (stage !== undefined && /\s\/(?:usr(?:\/local(?:\/go)?)?)?\/?(?=\s|$)|\/usr\/local\/go\//.test(args))
    switched.copyToolchainFrom(stage);
}

/** Scripts, and URLs that scripts use. */
function scriptsIn(
  { source, scope }: Reading,
  instruction: Instruction,
  finds: ScriptContext['finds'],
): Pin[] {
  const { lookup, names } = recording(scope.here, source.budget);
  const valuesOf = (name: string): readonly Expansion[] => {
    const value = lookup(name);
    return value === null ? [] : [value];
  };
  const documents = instruction.documents.map(({ start, end }) => [
    written(source.text.slice(start, end), start),
  ]);
  const pins = [instruction.args, ...documents].flatMap((script) =>
    scriptPins(source, script, { valuesOf, tellsUnknown: true, finds }),
  );
  if (pins.length === 0) return pins;
  const takesArguments = names();
  return pins.map((pin) => ({ ...pin, takesArguments }));
}

const mayBeOverridden = '`docker build --build-arg` may override it.';

function readImage(
  { source, scope }: Reading,
  instruction: Instruction,
  reference: Expansion,
  find: (name: string) => Setting | null,
): Pin[] {
  const unquoted = withoutQuotes(reference);
  const image = expandVariables(unquoted, (name) => find(name)?.value ?? null, source.budget);
  // A variant does not change the version: `golang:1.24.2-alpine${ALPINE_VERSION}`.
  const { lookup, names } = recording(find, source.budget);
  expandVariables(slice(unquoted, 0, variantStart(textOf(unquoted))), lookup, source.budget);
  if (scope.isStage(textOf(image))) return [];
  const usedAt = spanOf(unquoted, 0, textOf(unquoted).length) ?? instruction.span;
  const usesVariable = textOf(unquoted) !== textOf(image);
  const { line } = positionOf(source, instruction.span.start);
  const remarks = {
    ...(usesVariable && !hasUnknown(textOf(image)) ? { notes: [mayBeOverridden], usedOn: [line] } : {}),
    ...(usesVariable ? { takesArguments: names() } : {}),
  };
  const value = { expansion: image, usedAt };
  const pin =
    imagePin(source, 'docker-image', value, remarks) ??
    unknownImagePin(source, 'docker-image', value, names());
  if (pin === null) return [];
  const awaited = pin.requirement.kind === 'unresolved' ? withoutDefault(textOf(unquoted), find) : [];
  return [awaited.length === 0 ? pin : { ...pin, awaitsArguments: awaited }];
}

/** The ARGs without a default from which a reference is made; none if another part of it is unknown. */
function withoutDefault(reference: string, find: (name: string) => Setting | null): readonly string[] {
  const settings = variablesIn(reference.slice(0, maxLength)).map(find);
  const open = settings.filter((setting) => setting === null || hasUnknown(textOf(setting.value ?? [])));
  const awaited = settings.flatMap((setting) => (setting?.value === null ? [setting.name] : []));
  return open.length > 0 ? [] : awaited;
}

/** The place where a tag's variant begins, outside of variables; the text's length if there is none. */
function variantStart(reference: string): number {
  if (reference.length > maxLength) return reference.length;
  const plain = reference.replaceAll(/\$\{[^}]*\}/g, (variable) => '_'.repeat(variable.length));
  const tag = plain.lastIndexOf(':');
  const dash = tag === -1 ? -1 : plain.indexOf('-', tag);
  return dash === -1 ? reference.length : dash;
}
