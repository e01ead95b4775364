/** The values that options and arguments take, by the name that stands for the value in the help (`<spec>`). */
import type { Bug } from '../../bugs/bug.js';
import { embeddedCatalogue, releaseLines } from '../../release/catalogue.js';
import { allSpecWords } from '../../release/spec.js';
import { formats } from '../../report/formats/format.js';
import { verdicts } from '../../model/verdict.js';
import { buildModes } from '../../model/target.js';
import { verdictsThatMayFail } from '../common/parse-options.js';
import { allAvailable, offeredTargets } from '../../target/asked-targets.js';
import { usualMachine } from '../../target/known-target.js';
import { partNames } from '../../target/target-parts.js';
import { topicsOf } from '../explain/find-topic.js';

/** The values that a shell offers. */
export type Values =
  | {
      readonly kind: 'words';
      readonly words: readonly string[];
      /** Several may be given, with commas between them. */
      readonly list?: true;
      /** A path may be given too: anything that begins with `/`, `.` or `~`. */
      readonly orPath?: true;
    }
  /** `prefixes` may stand before the file: `json=`. */
  | { readonly kind: 'files'; readonly prefixes?: readonly string[] }
  | { readonly kind: 'folders' }
  /** Nothing that could be listed: a number, a time. */
  | { readonly kind: 'free' };

const free: Values = { kind: 'free' };
const files: Values = { kind: 'files' };
const folders: Values = { kind: 'folders' };
const oneOf = (words: readonly string[]): Values => ({ kind: 'words', words });
const listOf = (words: readonly string[]): Values => ({ kind: 'words', words, list: true });

/** From the most particular name to the most general one: `gate --fail-on`, `--output`, `<file>`. */
export type ValuesByName = ReadonlyMap<string, Values>;

/** Releases are those that this version of the tool knows, so that a shell need not start it. */
export function knownValues(bug: Bug): ValuesByName {
  const lines = releaseLines(embeddedCatalogue);
  const releases = embeddedCatalogue.map(({ name }) => name.replace(/^go/, ''));
  // The first release of Go 1.20 has the name of its line.
  const severalReleases = [...new Set([...lines, ...lines.map((line) => `${line}.x`), ...releases])];
  // What a shell would split is left out.
  const targetNames = offeredTargets(usualMachine).filter((name) => !name.includes(' '));
  const onRecord = allSpecWords.filter((word) => word !== 'local' && word !== 'installed');
  return new Map<string, Values>([
    ['--output', { kind: 'files', prefixes: formats.map((format) => `${format}=`) }],
    ['gate --fail-on', listOf(verdictsThatMayFail)],
    ['matrix --fail-on', listOf([...verdicts, 'none'])],
    ['matrix --buildmode', oneOf(buildModes)],
    ['scan <spec>', listOf([...onRecord, ...severalReleases])],
    ['<spec>', { kind: 'words', words: [...allSpecWords, ...severalReleases], list: true, orPath: true }],
    ['<specs>', listOf(severalReleases)],
    ['<release>', oneOf(releases)],
    ['<line>', oneOf(lines)],
    ['<list>', listOf(['all', ...bug.probes.map(({ name }) => name)])],
    ['<topic>', oneOf([...new Set(topicsOf(bug).map(({ name }) => name))])],
    ['<subject>', files],
    ['<files>', files],
    ['<before>', files],
    ['<after>', files],
    ['<file>', files],
    ['<dir>', folders],
    ['<place>', folders],
    ['<target>', oneOf([...targetNames, ...partNames])],
    ['<targets>', oneOf([allAvailable, ...targetNames])],
    ['<compiler>', free],
    ['<date>', free],
    ['<i/n>', free],
    ['<n>', free],
    ['<p>', free],
    ['<size>', free],
    ['<time>', free],
  ]);
}
