/**
 * Files with scripts or settings that nothing here reads in their own grammar: their plain mentions of Go are found by
 * shell-text.ts, and by a pattern or two of their own. They are never edited, and versions that they leave open are
 * skipped.
 */
import type { Pin } from '../../model/pin.js';
import { mappedArguments } from './scripts/argument-maps.js';
import { imagePin } from '../values/image.js';
import { slice, textOf } from '../values/expansion.js';
import { allFinds, scriptAt, scriptPins, withoutComments } from './scripts/shell-text.js';
import { lockedTo } from './lock-files.js';
import { withoutInnerSettings } from './scripts/makefile.js';
import {
  noOtherFiles,
  pinsOf,
  withoutRepeats,
  withUnseen,
  type PinReader,
  type SourceFile,
} from '../values/source-file.js';
import { namedVersionPin } from './scripts/build-arguments.js';
import { readGoVersionFile } from './version-files.js';

/** The special pattern of one kind of file. Group 1 is a version, or an image reference. */
interface Peculiarity {
  readonly says: 'version' | 'image';
  readonly pattern: RegExp;
}

export const readTextFile: PinReader = readerOf([]);

/** `GO_VERSION`, `go-version.txt`: such a file counts if it holds only a version; it may be a script as well. */
export const readLoneVersion: PinReader = (source, others) =>
  source.text.length <= maxLone && /^\uFEFF?\s*(?:go|v)?1\.\d[\w.]{0,20}\s*$/.test(source.text)
    ? readGoVersionFile(source)
    : source.text.startsWith('#!')
      ? readTextFile(source, others)
      : [];

const maxLone = 100;

export const readMakefile: PinReader = (source, others) =>
  readTextFile({ ...source, text: withoutInnerSettings(source) }, others);

/** `docker buildx bake`: the default of a variable. */
export const readBake: PinReader = readerOf([
  {
    says: 'version',
    pattern:
      /\bvariable\s{1,9}"(?:\w{1,40}_)?go(?:lang)?_?version"\s{0,9}\{[^{}]{0,500}?\bdefault\s{0,9}=\s{0,9}"([^"\n]{1,60})"/dgi,
  },
]);

/** https://github.com/devcontainers/features/tree/main/src/go */
export const readDevcontainer: PinReader = readerOf([
  {
    says: 'version',
    pattern:
      /"ghcr\.io\/devcontainers\/features\/go(?::[\w.]{1,20})?"\s{0,20}:\s{0,20}\{[^{}]{0,500}?"version"\s{0,20}:\s{0,20}"([^"\n]{1,60})"/dg,
  },
  { says: 'image', pattern: /"image"\s{0,20}:\s{0,20}"([^"\n]{1,200})"/dg },
]);

export const readJenkinsfile: PinReader = readerOf([
  {
    says: 'version',
    pattern: /\btools\s{0,9}\{[^{}]{0,500}?\bgo\s{1,9}['"](?:go(?:lang)?[-_ ]?)?v?(\d[\w.]{0,20})['"]/dgi,
  },
  {
    says: 'version',
    pattern: /\btool[ \t(]{1,9}(?:name:[ \t]{0,9})?['"]go(?:lang)?[-_ ]?v?(\d[\w.]{0,20})['"]/dgi,
  },
]);

export const readPrototools: PinReader = readerOf([
  { says: 'version', pattern: /^go[ \t]{0,9}=[ \t]{0,9}["']([^"'\n]{1,60})["']/dgm },
]);

const readDevboxText = readerOf([
  { says: 'version', pattern: /"go(?:@|"\s{0,99}:\s{0,99}")([\w.]{1,20})"/dg },
]);

const lockedDevbox =
  /"go@([\w.]{1,20})"\s{0,20}:\s{0,20}\{[^{}]{0,1000}?"version"\s{0,20}:\s{0,20}"([^"\n]{1,40})"/g;

/** The lock file beside it says which release a line is: https://www.jetify.com/docs/devbox/ */
export const readDevbox: PinReader = (source, others = noOtherFiles) => {
  const pins = readDevboxText(source, others);
  if (pins.length === 0) return pins;
  const lock = others.textOf(source.path.replace(/\.json$/, '.lock')) ?? '';
  source.budget.open(lock);
  source.budget.search(4 * lock.length);
  const releases = [...lock.matchAll(lockedDevbox)];
  return lockedTo(pins, ({ raw }) =>
    releases.flatMap(([, asked, release = '']) => (asked === raw ? [release] : [])),
  );
};

/** AppVeyor’s `stack`, CodeBuild’s `runtime-versions`, Read the Docs’ `tools`, GoReleaser’s `gobinary`. */
export const readSettings: PinReader = readerOf([
  { says: 'version', pattern: /^[ \t]{0,20}stack:[^\n]{0,100}?\bgo[ \t]{1,9}(\d[\w.]{0,20})/dgm },
  { says: 'version', pattern: /\bgolang:[ \t]{1,40}["']?(\d[\w.]{0,20}|latest)/dg },
  { says: 'version', pattern: /\bgobinary:[ \t]{0,40}["']?(?:[^\s"']{0,100}\/)?go(\d[\w.]{0,20})/dg },
]);

/** https://github.com/prometheus/promu: `go: version:` */
export const readPromu: PinReader = readerOf([
  {
    says: 'version',
    pattern:
      /^go:[ \t\r]{0,9}\n(?:[ \t]{1,20}[^\n]{0,200}\n){0,9}?[ \t]{1,20}version:[ \t]{0,40}["']?(\d[\w.]{0,20})/dgm,
  },
]);

/** conda’s `go=1.22`, in lists of packages, and the compiler of its builds: https://conda-forge.org */
export const readConda: PinReader = readerOf([
  {
    says: 'version',
    pattern:
      /^[ \t]{0,40}-[ \t]{1,9}["']?(?:[\w-]{1,40}::)?go(?:-cgo|-nocgo)?[ \t]{0,9}={1,2}[ \t]{0,9}(\d[\w.]{0,20}\*?)/dgm,
  },
  {
    says: 'version',
    pattern: /^go(?:-cgo|-nocgo)?[ \t]{0,9}=[ \t]{0,9}["']={0,2}(\d[\w.]{0,20}\*?)["']/dgm,
  },
  {
    says: 'version',
    pattern:
      /^go_compiler_version:[ \t\r]{0,9}(?:#[^\n]{0,200})?\n[ \t]{0,20}-[ \t]{1,9}["']?(\d[\w.]{0,20})/dgm,
  },
]);

/** `$GoVersion = '1.22.5'` */
export const readPowerShell: PinReader = readerOf([
  {
    says: 'version',
    pattern:
      /\$(?:\w{1,20}:)?(?:\w{1,40}_)?go(?:lang)?_?version[ \t]{0,40}=[ \t]{0,9}["']((?:go)?\d[\w.]{0,20})["']/dgi,
  },
]);

function readerOf(peculiarities: readonly Peculiarity[]): PinReader {
  return (source, others = noOtherFiles) => {
    source.budget.search(source.text.length * peculiarities.length);
    const script = scriptAt(source.text, { start: 0, end: source.text.length });
    const text = withoutComments(source.text);
    return withoutRepeats([
      ...peculiarities.flatMap(({ says, pattern }) =>
        pinsOf(text.matchAll(pattern), (match) => ownPins(source, says, match.indices?.[1])),
      ),
      ...withUnseen(
        mappedArguments(source, scriptAt(text, { start: 0, end: text.length })),
        scriptPins(source, script, {
          valuesOf: () => [],
          tellsUnknown: false,
          finds: ['named', ...allFinds],
          others,
        }),
      ),
    ]);
  };
}

function ownPins(
  source: SourceFile,
  says: Peculiarity['says'],
  place: readonly [number, number] | undefined,
): Pin[] {
  if (place === undefined) return [];
  const [start, end] = place;
  const expansion = slice(scriptAt(source.text, { start: 0, end: source.text.length }), start, end);
  const value = { expansion, usedAt: { start, end } };
  const remarks = { doubts: ['files of this kind are not changed without asking'] };
  if (says === 'image') return [imagePin(source, 'script', value, remarks)].flatMap((pin) => pin ?? []);
  return /[$<]/.test(textOf(expansion)) ? [] : [namedVersionPin(source, value, remarks, 'script')];
}
