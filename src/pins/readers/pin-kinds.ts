/** The files that may pin Go, and their readers. A new kind of file is one row here and one reader. */
import { compileGlobs } from '../../text/glob.js';
import type { Pin, PinKind } from '../../model/pin.js';
import { BudgetSpent, PinBudget } from '../values/budget.js';
import { hasBinaryHead } from '../values/binary-head.js';
import { readBazel } from './bazel.js';
import { azureFiles, readAzure } from './ci/azure.js';
import { readCi } from './ci/ci-files.js';
import { readCompose } from './docker/compose.js';
import { readDockerfile } from './docker/dockerfile.js';
import { readWorkflow } from './github/github-workflow.js';
import { gitlabFiles, readGitlab } from './ci/gitlab.js';
import { readGoMod, readGoWork } from './go-mod.js';
import { readMise } from './mise.js';
import { readNix, readNixPart } from './nix.js';
import { doubtSharedDefinitions } from '../edit/shared-definitions.js';
import {
  maxPinsPerFile,
  notUnderstood,
  type OtherFiles,
  type PinReader,
  type SourceFile,
  type TextFile,
} from '../values/source-file.js';
import { readLoneVersion } from './text-files.js';
import { contentKinds, textKinds } from './text-kinds.js';
import { readTravis } from './ci/travis.js';
import { versionPin } from '../values/version-value.js';
import { readGoVersionFile, readToolVersions } from './version-files.js';

interface PinFileKind {
  readonly name: string;
  readonly globs: readonly string[];
  /** Names that fit but mean something else. */
  readonly except?: RegExp;
  /** Names that fit a pattern for people’s own extensions: `Dockerfile.*` also fits `dockerfile.abi3.so`. */
  readonly loose?: RegExp;
  readonly read: PinReader;
  /** The kind of the whole file, if it is not understood. */
  readonly pin: PinKind;
}

/** Finds the pins of one file. Total: a part that is not understood, or takes more than its budget, is a pin too. */
export type FilePins = (file: TextFile, others?: OtherFiles, budget?: PinBudget) => Pin[];

const endings = ['yml', 'yaml'];

/** `.golang-version`, `GO_VERSION`, `go-version.txt`: names that people give a file that holds only a version. */
const everyCase = (
  start: string,
  names: readonly string[],
  separators: readonly string[],
  ends: readonly string[],
): readonly string[] =>
  names.flatMap((name) =>
    separators.flatMap((separator) =>
      [`${name}${separator}version`, `${name}${separator}version`.toUpperCase()].flatMap((full) =>
        ['', '.'].flatMap((dot) => ends.map((end) => `${start}${dot}${full}${end}`)),
      ),
    ),
  );

const pinFileKinds: readonly PinFileKind[] = [
  { name: 'go.mod', globs: ['**/go.mod'], read: readGoMod, pin: 'go-mod' },
  { name: 'go.work', globs: ['**/go.work'], read: readGoWork, pin: 'go-work' },
  { name: '.go-version', globs: ['**/.go-version'], read: readGoVersionFile, pin: 'go-version-file' },
  {
    name: 'file of a Go version',
    globs: everyCase('**/', ['go', 'golang'], ['-', '_', ''], ['', '.txt']),
    read: readLoneVersion,
    pin: 'go-version-file',
  },
  { name: '.tool-versions', globs: ['**/.tool-versions'], read: readToolVersions, pin: 'tool-versions' },
  {
    name: 'mise',
    globs: [
      '**/mise.toml',
      '**/.mise.toml',
      '**/mise.*.toml',
      '**/.mise.*.toml',
      ...['mise', '.mise'].flatMap((folder) => [`**/${folder}/config.toml`, `**/${folder}/config.*.toml`]),
      '**/mise/conf.d/*.toml',
    ],
    read: readMise,
    pin: 'mise',
  },
  {
    name: 'Dockerfile',
    globs: [
      '**/*.docker',
      ...['Dockerfile', 'Containerfile', 'dockerfile'].flatMap((name) => [
        `**/${name}`,
        // Dockerfile2
        `**/${name}?`,
        ...['.', '-', '_'].flatMap((separator) => [`**/${name}${separator}*`, `**/*${separator}${name}`]),
      ]),
    ],
    // Programs and texts about Dockerfiles.
    except:
      /\.(?:go|[cm]?[jt]sx?|py|rb|rs|java|kt|cs|cc?|cpp|h|php|pl|lua|vim|md|rst|adoc|txt|html|json|snap|dockerignore)$/i,
    loose: /(?:^|\/)(?!(?:Docker|Container|docker)file$)[^/]*$/,
    read: readDockerfile,
    pin: 'docker-image',
  },
  {
    name: 'GitHub workflow',
    globs: [
      ...['github', 'forgejo', 'gitea'].flatMap((forge) =>
        endings.map((ending) => `**/.${forge}/workflows/*.${ending}`),
      ),
      ...endings.map((ending) => `**/action.${ending}`),
    ],
    read: readWorkflow,
    pin: 'setup-go',
  },
  {
    name: 'GitLab CI',
    globs: gitlabFiles,
    read: readGitlab,
    pin: 'gitlab-image',
  },
  { name: 'Travis', globs: ['**/.travis.yml'], read: readTravis, pin: 'travis' },
  {
    name: 'CircleCI, Drone, Woodpecker, Bitbucket',
    globs: [
      ...endings.map((ending) => `**/.circleci/**.${ending}`),
      ...endings.flatMap((ending) => [
        `**/.drone.${ending}`,
        `**/.woodpecker.${ending}`,
        `**/.woodpecker/**.${ending}`,
      ]),
      '**/bitbucket-pipelines.yml',
    ],
    read: readCi,
    pin: 'ci-image',
  },
  {
    name: 'Compose',
    globs: ['compose', 'docker-compose'].flatMap((name) =>
      endings.flatMap((ending) => [`**/${name}.${ending}`, `**/${name}.*.${ending}`]),
    ),
    read: readCompose,
    pin: 'compose-image',
  },
  {
    name: 'Azure Pipelines',
    globs: azureFiles,
    read: readAzure,
    pin: 'azure-gotool',
  },
  {
    name: 'Bazel',
    globs: ['**/MODULE.bazel', '**/*.MODULE.bazel', '**/WORKSPACE', '**/WORKSPACE.*', '**/*.bzl'],
    loose: /(?:^|\/)WORKSPACE\.[^/]*$/,
    read: readBazel,
    pin: 'bazel',
  },
  {
    name: 'Nix',
    globs: ['**/flake.nix', '**/shell.nix', '**/default.nix', '**/devenv.nix', '**/replit.nix'],
    read: readNix,
    pin: 'nix',
  },
  { name: 'part of a Nix expression', globs: ['**/*.nix'], read: readNixPart, pin: 'nix' },
  ...textKinds.map((kind): PinFileKind => ({ ...kind, pin: 'script' })),
];

/** Compiled once, because every name in a repository is matched against all of them. */
const matchers = pinFileKinds.map((kind) => ({ ...kind, matches: compileGlobs(kind.globs) }));

const contentMatchers = contentKinds.map((kind) => ({ ...kind, matches: compileGlobs(kind.globs) }));

const kindOf = (path: string) =>
  matchers.find(({ matches, except }) => matches(path) && except?.test(path) !== true);

/**
 * Tells if a file that cannot be read as text pins nothing nevertheless: only its name is that of a file with pins, and
 * its first bytes are those of a compiled file, a picture or an archive.
 */
export const isOnlyNamedLikePins = (path: string, head: Uint8Array): boolean =>
  kindOf(path)?.loose?.test(path) === true && hasBinaryHead(head);

/** The reader of the file at this path (relative, with `/`), or null if such a file pins nothing. */
export function pinReaderFor(path: string): FilePins | null {
  const kind = kindOf(path);
  return kind === undefined ? null : filePinsOf(kind);
}

/**
 * The reader of a file whose name says nothing, in case its content shows that it is of a kind that may pin Go; null if
 * no such kind has names like this.
 */
export function contentReaderFor(path: string): FilePins | null {
  const kinds = contentMatchers.filter(({ matches, except }) => matches(path) && except?.test(path) !== true);
  if (kinds.length === 0) return null;
  return (file, others, budget) => {
    const kind = kinds.find(({ isOne }) => isOne(file.text));
    return kind === undefined ? [] : filePinsOf({ ...kind, pin: 'script' })(file, others, budget);
  };
}

/** hermit’s links, `bin/.go-1.23.3.pkg`: only their name says anything. https://cashapp.github.io/hermit */
export function pinsByName(path: string): Pin[] | null {
  const version = /(?:^|\/)\.go-(?:lang-)?(\d[\w.]{0,30}?)\.pkg$/.exec(path)?.[1];
  if (version === undefined) return null;
  const source = { path, text: version, budget: new PinBudget() };
  const expansion = [{ text: version, span: null }];
  return [versionPin(source, 'script', { expansion, usedAt: { start: 0, end: version.length } })];
}

function filePinsOf(kind: Pick<PinFileKind, 'read' | 'pin'>): FilePins {
  return (file, others, budget = new PinBudget()) => {
    const source = { ...file, budget };
    try {
      budget.open(file.text);
      return capped(source, doubtSharedDefinitions(source, kind.read(source, others)));
    } catch (error) {
      if (!(error instanceof BudgetSpent)) throw error;
      const unlimited = { ...file, budget: new PinBudget() };
      return [notUnderstood(unlimited, kind.pin, { start: 0, end: 0 }, error.reason)];
    }
  };
}

/**
 * Tells if the file at this path (relative, with `/`) may pin Go, or may be referred to by one that does: YAML is
 * included and called, and mise has a lock file beside its settings.
 */
export const mayBearOnPins = (path: string): boolean =>
  /\.ya?ml$/.test(path) ||
  pinReaderFor(path) !== null ||
  (path.endsWith('.lock') && pinReaderFor(path.replace(/\.lock$/, '.toml')) !== null);

function capped(source: SourceFile, pins: Pin[]): Pin[] {
  const first = pins[0];
  if (first === undefined || pins.length <= maxPinsPerFile) return pins;
  const why = `more than ${maxPinsPerFile} pins: the others are not listed`;
  return [...pins.slice(0, maxPinsPerFile), notUnderstood(source, first.kind, { start: 0, end: 0 }, why)];
}
