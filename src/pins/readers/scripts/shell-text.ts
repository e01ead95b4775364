/**
 * The versions of Go in scripts of any file: `GOTOOLCHAIN=go1.23.7`, `golang.org/dl/go1.23.7`, archives that they
 * download (`go1.23.7.linux-amd64.tar.gz`) and images that they run (`golang:1.23.7`). Nothing is executed: only
 * literal versions are found, perhaps by a variable that is set beside them, and comments are skipped.
 */
import type { Pin, Span } from '../../../model/pin.js';
import { Variables } from '../../values/choices.js';
import {
  beyondOf,
  hasUnknown,
  slice,
  spanOf,
  textOf,
  unknownPiece,
  unplaced,
  type Expansion,
  type UsedValue,
} from '../../values/expansion.js';
import { installers, namedPairs, packages, variable } from './installers.js';
import { buildArgumentPins, namedVersionPin, openArgument, pinsOfValues } from './build-arguments.js';
import { namesGoVersion, suggestsGo } from '../../values/go-names.js';
import { gotoolchainPin } from '../../values/gotoolchain.js';
import { anyOfLine, imagePin, statesGo } from '../../values/image.js';
import { expandChoices } from '../../values/shell-variables.js';
import { regExp } from '../reg-exp.js';
import { settingsIn } from '../../syntax/settings.js';
import { fileOfScript, filesOfScript, withFilesRead, type FilesOfScript } from './read-by-command.js';
import { notUnderstood, pinsOf, type OtherFiles, type SourceFile } from '../../values/source-file.js';
import { versionPin } from '../../values/version-value.js';

export interface ScriptContext {
  /** All values of a variable that is set outside of the script; the script's own settings override it. */
  readonly valuesOf: (name: string) => readonly Expansion[];
  /** Replaces the expressions of the surrounding file, before the shell sees the script. */
  readonly template?: (value: Expansion) => readonly Expansion[];
  /** True if a download of an unknown version is reported, false if it is skipped. */
  readonly tellsUnknown: boolean;
  readonly finds: readonly ScriptFind[];
  /** The files from which the script may read a version. */
  readonly others?: OtherFiles;
}

/** All but `NAME=version`, which may mean anything in a script; in files of settings it means a version. */
export const allFinds = [
  'toolchain',
  'download',
  'command',
  'installer',
  'package',
  'pair',
  'image',
  'argument',
] as const;
type ScriptPattern = (typeof allFinds)[number];
type ScriptFind = ScriptPattern | 'named';

const version = String.raw`(?:\d|${variable})(?:[\w.+]|${variable}){0,40}?`;

/** Names of images that have Go, the last of their parts. */
const goImages = String.raw`(?:[\w-]{0,40}-)?golang(?:-[\w-]{1,40})?|(?<=/)go(?:-[\w-]{1,40})?|go-toolset|goreleaser-cross|kube-cross|xgo|hardened-build-base`;

/** Also as two items of a list. */
const between = String.raw`(?:[= \t]{1,9}|["']?[ \t]{0,9},[ \t\r]{0,9}\n?[ \t]{0,40}|["']?[ \t\r]{0,9}\n[ \t]{0,40}-[ \t]{1,9})`;

const pattern = regExp('dg');

const patterns: Readonly<Record<ScriptPattern, readonly RegExp[]>> = {
  installer: installers,
  package: packages,
  pair: namedPairs,
  toolchain: [
    pattern`\bGOTOOLCHAIN\b["']?[ \t]{0,9}(?:[:?]?=|:)[ \t]{0,9}["']?(?:\$\{\w{1,60}:?[-=]["']?)?(go${version})(?![\w.+$])`,
    // A value that is not a literal: a variable, or the result of a command or a template; GoReleaser’s envOrDefault
    // states a default.
    pattern`\bGOTOOLCHAIN["']?[ \t]{0,9}(?:[:?]?=|:)[ \t]{0,9}["']?(?:\$\{\w{1,60}:?[-=]["']?)?((?!\$[({]?GOTOOLCHAIN)${variable})(?![\w.+$])`,
    /\bGOTOOLCHAIN["']?[ \t]{0,9}(?:=|:)[ \t]{0,9}["']?\{\{[^}\n]{0,80}["'](go1\.[\w.+]{1,30})["'][^}\n]{0,40}\}\}/dg,
    /\bGOTOOLCHAIN["']?[ \t]{0,9}(?:=|:)[ \t]{0,9}["']?((?:go)?\{\{(?![^}\n]{0,80}["']go1)[^}\n]{1,80}\}\})/dg,
    // The syntax of cmd.
    /\bset[ \t]{1,9}["']?GOTOOLCHAIN=((?:go)?%\w{1,60}%)/dgi,
    /\bGOTOOLCHAIN["']?[ \t]{0,9}[:?]?=[ \t]{0,9}["']?(?:go)?(\$\((?!\w{1,60}\))[^)\n]{1,120}\)|`[^`\n]{1,120}`)/dg,
  ],
  // Not the archive of the sources, which is a download.
  command: [pattern`\bgolang\.org/dl/go(${version})(?<!\.gz)(?=[@\s"'\x60;&|)]|$)`],
  download: [
    pattern`(?<![\w.-])go(${version})\.(?:src\.tar|(?:linux|darwin|windows|freebsd|${variable}|\$\([^)\n]{0,80}\))-)`,
  ],
  image: [
    pattern`(?<![\w/.@$-])((?:[\w.-]{1,99}(?::\d{1,5})?/|${variable}/?){0,8}(?:${goImages}):(?:[\w.-]|${variable}){1,99}(?:@sha256:\w{1,64})?)`,
    // Any image whose tag says it: builder:rhel-9-golang-1.22
    pattern`(?<![\w/.@$-])((?:[\w.-]{1,99}(?::\d{1,5})?/){1,8}[\w.-]{1,99}:(?:[\w.]{0,40}-){0,6}go(?:lang)?-?1\.\d[\w.-]{0,60})`,
  ],
  argument: [
    pattern`--build-arg${between}["']?(\w{1,60}=["']?(?:[\w./:@-]|${variable}){1,99})`,
    // bake --set '*.args.NAME=value'
    pattern`--set[= \t]{1,9}["']?[\w*.-]{0,60}\.args\.(\w{1,60}=["']?(?:[\w./:@-]|${variable}){1,99})`,
  ],
};

/** `--build-arg NAME` passes on the variable of that name. */
const passedOn = /--build-arg[= \t]{1,9}["']?([A-Za-z_]\w{0,60})["']?(?=[\s\\;&|)]|$)/dg;

const kindsOfDoubt = {
  script: ['a script is not changed without asking'],
  download: ['a checksum beside the download may have to change with it'],
};

/** The pins of a script. Each is reported once, at its first place. */
export function scriptPins(
  source: SourceFile,
  asWritten: Expansion,
  { valuesOf, template = (value) => [value], tellsUnknown, finds, others }: ScriptContext,
): Pin[] {
  const { budget } = source;
  const files = others === undefined ? null : filesOfScript(source, others);
  const script = files === null ? asWritten : withFilesRead(asWritten, files);
  const text = withoutComments(textOf(script));
  budget.search(text.length * 2);
  const set = assignmentsIn(script, text);
  const sourced = files === null ? null : settingsSourced(text, files);
  const known = (name: string): readonly Expansion[] => {
    const own = set.get(name) ?? sourced?.get(name) ?? valuesOf(name);
    // Cloud Build’s substitutions.
    return own.length === 0 && name.startsWith('_') ? settingsOf(name) : own;
  };
  const settingsOf = (name: string): readonly Expansion[] =>
    [...text.matchAll(yamlSetting)].flatMap(([, set, value = '']) => (set === name ? [unplaced(value)] : []));
  const told = new Set<string>();
  const found = finds.flatMap((find) => {
    if (find === 'named') {
      budget.search(text.length);
      return namedPins(source, script, text);
    }
    budget.search(text.length * patterns[find].length);
    const matches = patterns[find].flatMap((pattern) => [...text.matchAll(pattern)]);
    return pinsOf(matches, (match) => {
      const place = match.indices?.[1];
      if (place === undefined) return [];
      const raw = slice(script, ...place);
      const usedAt =
        spanOf(raw, 0, textOf(raw).length) ??
        withCommand(source, firstSpan(raw) ?? firstSpan(slice(script, match.index, place[1])));
      if (usedAt === null) return [];
      const setByTask = taskVariable(textOf(raw), (name) => [...known(name), ...settingsOf(name)]);
      const expansions =
        setByTask ?? template(raw).flatMap((templated) => expandChoices(templated, known, budget));
      return expansions.flatMap((expansion) => {
        const value = textOf(expansion);
        // Each image is a line to edit; a file that is downloaded, unpacked and checked under one name is one.
        const key = `${find} ${find === 'image' ? usedAt.start : ''} ${value}`;
        if (told.has(key)) return [];
        told.add(key);
        const why = beyondOf(expansion);
        if (why !== undefined) return beyondPins(source, find, { expansion, usedAt }, why);
        const isTold = find === 'toolchain' || (tellsUnknown && find === 'download');
        if (hasUnknown(value) && find === 'argument')
          return [openArgument(source, value.slice(0, value.indexOf('=')), usedAt)];
        if (hasUnknown(value) && !isTold) return [];
        return foundPin(source, find, { expansion, usedAt }) ?? [];
      });
    });
  });
  if (finds.includes('argument')) found.push(...passedOnPins(source, script, text, known));
  // A version that has a name, and a download by that name, are one.
  const inOrder = found.toReversed();
  // The facts about one of two equal pins must not be lost.
  const said = [...inOrder.filter((pin) => !answers(pin)), ...inOrder.filter(answers)];
  const places = new Map(said.map((pin) => [JSON.stringify([pin.line, pin.column, pin.requirement]), pin]));
  const kept = new Set(places.values());
  return found.filter((pin) => kept.has(pin));
}

const answers = ({ answersArgument }: Pin): boolean => answersArgument !== undefined;

const sourcing =
  /(?:^|[\s;(&])(?:(?:\.|source)[ \t]{1,9}|-?include[ \t]{1,9})["']?((?:\.\/)?[\w][\w./-]{0,200}|\.[\w][\w./-]{0,200})/gm;
// Nobody reads so many.
const maxSourced = 10;

/** `. ./versions.env`, and Make’s `include versions.mk`. */
function settingsSourced(text: string, files: FilesOfScript): ReadonlyMap<string, readonly Expansion[]> {
  const settings = new Map<string, readonly Expansion[]>();
  for (const [, name = ''] of [...text.matchAll(sourcing)].slice(0, maxSourced)) {
    const file = fileOfScript(name, files);
    if (file === null) continue;
    files.budget.search(2 * file.text.length);
    const plain = file.text.replaceAll(/[ \t]{0,9}[:?]?=[ \t]{0,9}/g, '=');
    for (const [key, values] of settingsIn({ ...file, text: plain })) settings.set(key, values);
  }
  return settings;
}

const yamlSetting = /(?<![\w.-])(\w{1,60}):[ \t]{1,9}["']?((?:go)?\d[\w.]{0,30})(?![\w.])/g;

/** Task’s `go{{.GO_VERSION}}`, of a variable that the file sets. */
function taskVariable(
  text: string,
  known: (name: string) => readonly Expansion[],
): readonly Expansion[] | null {
  const [, start = '', name = ''] = /^(go)?\{\{\s{0,9}\.(\w{1,60})\s{0,9}\}\}$/.exec(text) ?? [];
  const values = name === '' ? [] : known(name);
  return values.length === 0
    ? null
    : values.map((value) => (start === '' ? value : [...unplaced(start), ...value]));
}

function passedOnPins(
  source: SourceFile,
  script: Expansion,
  text: string,
  known: (name: string) => readonly Expansion[],
): Pin[] {
  source.budget.search(text.length);
  return pinsOf(text.matchAll(passedOn), (match) => {
    const [, name = ''] = match;
    const [from, to] = match.indices?.[1] ?? [0, 0];
    const usedAt = spanOf(slice(script, from, to), 0, to - from);
    return usedAt === null ? [] : pinsOfValues(source, name, known(name), usedAt);
  });
}

/** A value that was not worked out. A build argument counts only if it is named for Go. */
function beyondPins(
  source: SourceFile,
  find: ScriptPattern,
  { expansion, usedAt }: UsedValue,
  why: string,
): Pin[] {
  const [name = ''] = textOf(expansion).split('=');
  return find === 'argument' && !namesGoVersion(name) && !suggestsGo(name)
    ? []
    : [notUnderstood(source, find === 'download' ? 'download' : 'script', usedAt, why)];
}

const named =
  /(?<![\w.$-])(\w{1,60})["']?[ \t]{0,40}(?:[:?]?=|:)[ \t]{0,40}["']?(?:\$\{\w{1,60}:?[-=]["']?)?((?:go)?1\.\d[\w.-]{0,40}\*?)(?![\w.*$/])/dg;

/** `GO_VERSION=1.23.7`, `go_version: "1.23"`, `GO_VERSION=${GO_VERSION:-1.23.7}`. */
function namedPins(source: SourceFile, script: Expansion, text: string): Pin[] {
  return pinsOf(text.matchAll(named), (match) => {
    const place = match.indices?.[2];
    if (place === undefined || !namesGoVersion(match[1] ?? '')) return [];
    const expansion = slice(script, ...place);
    const usedAt =
      spanOf(expansion, 0, textOf(expansion).length) ?? firstSpan(slice(script, match.index, place[1]));
    return usedAt === null
      ? []
      : [namedVersionPin(source, { expansion, usedAt }, { doubts: kindsOfDoubt.script }, 'script')];
  });
}

/** The text before a command whose result was inserted there, with the command. */
function withCommand({ text }: SourceFile, span: Span | null): Span | null {
  if (span === null) return null;
  const command = /^(?:\$\([^)\n]{1,250}\)|`[^`\n]{1,250}`)/.exec(text.slice(span.end, span.end + 300));
  return { start: span.start, end: span.end + (command?.[0].length ?? 0) };
}

const firstSpan = (value: Expansion): Span | null => value.find(({ span }) => span !== null)?.span ?? null;

function foundPin(source: SourceFile, find: ScriptPattern, value: UsedValue): Pin | readonly Pin[] | null {
  switch (find) {
    case 'toolchain':
      return /^(?:(?:go)?(?:\{\{|%)|\$\(|`)/.test(textOf(value.expansion))
        ? gotoolchainPin(source, { ...value, expansion: [unknownPiece] })
        : gotoolchainPin(source, value, { doubts: kindsOfDoubt.script });
    case 'download':
      return versionPin(source, 'download', value, { doubts: kindsOfDoubt.download });
    case 'command':
      return /^(?:latest|tip)/.test(textOf(value.expansion))
        ? null
        : versionPin(source, 'script', value, { doubts: kindsOfDoubt.script });
    case 'installer':
      return installerPin(source, value);
    case 'package':
      return packagePin(source, value);
    case 'pair':
      return namedVersionPin(source, value, { doubts: kindsOfDoubt.script }, 'script');
    case 'argument': {
      const text = textOf(value.expansion);
      const start = /^\w+=["']?/.exec(text)?.[0].length ?? 0;
      const expansion = slice(value.expansion, start, text.length);
      const usedAt = spanOf(expansion, 0, text.length - start) ?? value.usedAt;
      return buildArgumentPins(source, text.slice(0, text.indexOf('=')), { expansion, usedAt });
    }
    case 'image': {
      const pin = imagePin(source, 'script', value, { doubts: kindsOfDoubt.script });
      const kind = pin?.requirement.kind;
      const isOpen = kind === 'unresolved' || kind === 'not-understood';
      return isOpen && !statesGo(textOf(value.expansion)) ? null : pin;
    }
  }
}

/** A package of a system is of its line; its makers decide which release that is. */
function packagePin(source: SourceFile, value: UsedValue): Pin {
  const text = textOf(value.expansion);
  // Nix writes go_1_23.
  const named = text.includes('_') ? unplaced(text.replace('_', '.')) : value.expansion;
  const pin = versionPin(source, 'script', { ...value, expansion: named });
  const why = 'the system’s package may be any release of its line';
  return pin.requirement.kind === 'line'
    ? { ...pin, requirement: anyOfLine(pin.requirement.line, why), editPlace: { kind: 'none', why } }
    : pin;
}

/** `1.22`, `go-1.22.x` */
function installerPin(source: SourceFile, { expansion, usedAt }: UsedValue): Pin {
  const text = textOf(expansion);
  if (/^1\d\d$/.test(text)) {
    const line = `${text.slice(0, 1)}.${text.slice(1)}`;
    return versionPin(source, 'script', { expansion: unplaced(line), usedAt });
  }
  const start = text.startsWith('go-') ? 'go-'.length : 0;
  const version = slice(expansion, start, text.length);
  return versionPin(source, 'script', { expansion: version, usedAt }, { doubts: kindsOfDoubt.script });
}

/** Comment lines of a shell, of Make, of YAML or of Groovy, blanked out character for character. */
export const withoutComments = (text: string): string =>
  text.replace(/^[ \t]*(?:#|\/\/)[^\n]*/gm, (comment) => ' '.repeat(comment.length));

const assignment =
  /(?<![\w$.-])([A-Za-z_]\w{0,60})[ \t]?[:?]?=[ \t]?["']?(?:\$\{\w{1,60}:?[-=]["']?)?(v?(?:go-?)?\d[\w.]{0,30})(?![\w.$/])/dg;

/** `V=1.23.7`: all values that a script gives to a name. Its conditions decide which of them holds. */
function assignmentsIn(script: Expansion, text: string): Variables {
  const values = new Variables();
  for (const match of text.matchAll(assignment)) {
    const [from, to] = match.indices?.[2] ?? [0, 0];
    values.add(match[1] ?? '', [slice(script, from, to)]);
  }
  return values;
}
