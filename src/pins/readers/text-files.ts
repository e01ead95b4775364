/**
 * Files with scripts or settings that nothing here reads in their own grammar: their plain mentions of Go are found by
 * shell-text.ts, and by a pattern or two of their own. They are never edited, and versions that they leave open are
 * skipped.
 */
import type { Pin } from '../../model/pin.js';
import { mappedArguments } from './scripts/argument-maps.js';
import { imagePin } from '../values/image.js';
import { slice, textOf, written, type UsedValue } from '../values/expansion.js';
import { allFinds, scriptPins, withoutComments } from './scripts/shell-text.js';
import { lockedTo } from './lock-files.js';
import { withoutInnerSettings } from './scripts/makefile.js';
import { pinsOf, withoutRepeats, withUnseen, type PinReader } from '../values/source-file.js';
import { namedVersionPin } from './scripts/build-arguments.js';
import { readGoVersionFile } from './version-files.js';

export const readTextFile: PinReader = readerOf();

/** `GO_VERSION`, `go-version.txt`: such a file counts if it holds only a version; it may be a script as well. */
export const readLoneVersion: PinReader = (source, others) =>
  source.text.length <= maxLone && /^\uFEFF?\s*(?:go|v)?1\.\d[\w.]{0,20}\s*$/.test(source.text)
    ? readGoVersionFile(source, others)
    : source.text.startsWith('#!')
      ? readTextFile(source, others)
      : [];

const maxLone = 100;

export const readMakefile: PinReader = (source, others) =>
  readTextFile({ ...source, text: withoutInnerSettings(source) }, others);

/** `docker buildx bake`: the default of a variable. */
export const readBake: PinReader = readerOf([
  /\bvariable\s{1,9}"(?:\w{1,40}_)?go(?:lang)?_?version"\s{0,9}\{[^{}]{0,500}?\bdefault\s{0,9}=\s{0,9}"([^"\n]{1,60})"/dgi,
]);

/** https://github.com/devcontainers/features/tree/main/src/go */
export const readDevcontainer: PinReader = readerOf(
  [
    /"ghcr\.io\/devcontainers\/features\/go(?::[\w.]{1,20})?"\s{0,20}:\s{0,20}\{[^{}]{0,500}?"version"\s{0,20}:\s{0,20}"([^"\n]{1,60})"/dg,
  ],
  [/"image"\s{0,20}:\s{0,20}"([^"\n]{1,200})"/dg],
);

export const readJenkinsfile: PinReader = readerOf([
  /\btools\s{0,9}\{[^{}]{0,500}?\bgo\s{1,9}['"](?:go(?:lang)?[-_ ]?)?v?(\d[\w.]{0,20})['"]/dgi,
  /\btool[ \t(]{1,9}(?:name:[ \t]{0,9})?['"]go(?:lang)?[-_ ]?v?(\d[\w.]{0,20})['"]/dgi,
]);

export const readPrototools: PinReader = readerOf([/^go[ \t]{0,9}=[ \t]{0,9}["']([^"'\n]{1,60})["']/dgm]);

const readDevboxText = readerOf([/"go(?:@|"\s{0,99}:\s{0,99}")([\w.]{1,20})"/dg]);

const lockedDevbox =
  /"go@([\w.]{1,20})"\s{0,20}:\s{0,20}\{[^{}]{0,1000}?"version"\s{0,20}:\s{0,20}"([^"\n]{1,40})"/g;

/** The lock file beside it says which release a line is: https://www.jetify.com/docs/devbox/ */
export const readDevbox: PinReader = (source, others) => {
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
  /^[ \t]{0,20}stack:[^\n]{0,100}?\bgo[ \t]{1,9}(\d[\w.]{0,20})/dgm,
  /\bgolang:[ \t]{1,40}["']?(\d[\w.]{0,20}|latest)/dg,
  /\bgobinary:[ \t]{0,40}["']?(?:[^\s"']{0,100}\/)?go(\d[\w.]{0,20})/dg,
]);

/** https://github.com/prometheus/promu: `go: version:` */
export const readPromu: PinReader = readerOf([
  /^go:[ \t\r]{0,9}\n(?:[ \t]{1,20}[^\n]{0,200}\n){0,9}?[ \t]{1,20}version:[ \t]{0,40}["']?(\d[\w.]{0,20})/dgm,
]);

/** conda’s `go=1.22`, in lists of packages, and the compiler of its builds: https://conda-forge.org */
export const readConda: PinReader = readerOf([
  /^[ \t]{0,40}-[ \t]{1,9}["']?(?:[\w-]{1,40}::)?go(?:-cgo|-nocgo)?[ \t]{0,9}={1,2}[ \t]{0,9}(\d[\w.]{0,20}\*?)/dgm,
  /^go(?:-cgo|-nocgo)?[ \t]{0,9}=[ \t]{0,9}["']={0,2}(\d[\w.]{0,20}\*?)["']/dgm,
  /^go_compiler_version:[ \t\r]{0,9}(?:#[^\n]{0,200})?\n[ \t]{0,20}-[ \t]{1,9}["']?(\d[\w.]{0,20})/dgm,
]);

/** `$GoVersion = '1.22.5'` */
export const readPowerShell: PinReader = readerOf([
  /\$(?:\w{1,20}:)?(?:\w{1,40}_)?go(?:lang)?_?version[ \t]{0,40}=[ \t]{0,9}["']((?:go)?\d[\w.]{0,20})["']/dgi,
]);

/**
 * Makes the reader of a kind of file that has patterns of its own, of which group 1 is a version, or the reference of an
 * image.
 */
function readerOf(versions: readonly RegExp[] = [], images: readonly RegExp[] = []): PinReader {
  return (source, others) => {
    source.budget.search(source.text.length * (versions.length + images.length));
    const script = [written(source.text, 0)];
    const text = withoutComments(source.text);
    const read = (patterns: readonly RegExp[], pinOf: (value: UsedValue) => Pin | null): Pin[] =>
      patterns.flatMap((pattern) =>
        pinsOf(text.matchAll(pattern), (match) => {
          const [start, end] = match.indices?.[1] ?? [0, 0];
          const pin = pinOf({ expansion: slice(script, start, end), usedAt: { start, end } });
          return pin === null ? [] : [pin];
        }),
      );
    return withoutRepeats([
      ...read(versions, (value) =>
        /[$<]/.test(textOf(value.expansion)) ? null : namedVersionPin(source, value, remarks, 'script'),
      ),
      ...read(images, (value) => imagePin(source, 'script', value, remarks)),
      ...withUnseen(
        mappedArguments(source, [written(text, 0)]),
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

const remarks = { doubts: ['files of this kind are not changed without asking'] };
