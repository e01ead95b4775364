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
import { everywhere, withEndings } from './globs.js';
import { readWorkflow } from './github/github-workflow.js';
import { gitlabFiles, readGitlab } from './ci/gitlab.js';
import { readGoMod, readGoWork } from './go-mod.js';
import { readMise } from './mise.js';
import { readNix, readNixPart } from './nix.js';
import { doubtSharedDefinitions } from '../edit/shared-definitions.js';
import {
  maxPinsPerFile,
  noOtherFiles,
  notUnderstood,
  type OtherFiles,
  type SourceFile,
  type TextFile,
} from '../values/source-file.js';
import { readLoneVersion } from './text-files.js';
import { contentKinds, textKinds, type FileKind } from './text-kinds.js';
import { readTravis } from './ci/travis.js';
import { versionPin } from '../values/version-value.js';
import { unplaced } from '../values/expansion.js';
import { readGoVersionFile, readToolVersions } from './version-files.js';

interface PinFileKind extends FileKind {
  /** The kind of the whole file, if it is not understood. */
  readonly pin: PinKind;
}

/** Finds the pins of one file. Total: a part that is not understood, or takes more than its budget, is a pin too. */
export type FilePins = (file: TextFile, others?: OtherFiles, budget?: PinBudget) => Pin[];

/** `.golang-version`, `GO_VERSION`, `go-version.txt`: names that people give a file that holds only a version. */
const loneVersions = ['go', 'golang'].flatMap((name) =>
  [`${name}-version`, `${name}_version`, `${name}version`]
    .flatMap((full) => [full, full.toUpperCase()])
    .flatMap((full) => everywhere(full, `.${full}`, `${full}.txt`, `.${full}.txt`)),
);

const pinFileKinds: readonly PinFileKind[] = [
  { globs: ['**/go.mod'], read: readGoMod, pin: 'go-mod' },
  { globs: ['**/go.work'], read: readGoWork, pin: 'go-work' },
  { globs: ['**/.go-version'], read: readGoVersionFile, pin: 'go-version-file' },
  { globs: loneVersions, read: readLoneVersion, pin: 'go-version-file' },
  { globs: ['**/.tool-versions'], read: readToolVersions, pin: 'tool-versions' },
  {
    globs: [
      ...everywhere('mise.toml', 'mise.*.toml', 'mise/config.toml', 'mise/config.*.toml'),
      ...everywhere('.mise.toml', '.mise.*.toml', '.mise/config.toml', '.mise/config.*.toml'),
      '**/mise/conf.d/*.toml',
    ],
    read: readMise,
    pin: 'mise',
  },
  {
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
    globs: withEndings('.github/workflows/*', '.forgejo/workflows/*', '.gitea/workflows/*', 'action'),
    read: readWorkflow,
    pin: 'setup-go',
  },
  { globs: gitlabFiles, read: readGitlab, pin: 'gitlab-image' },
  { globs: ['**/.travis.yml'], read: readTravis, pin: 'travis' },
  {
    globs: [
      ...withEndings('.circleci/**', '.drone', '.woodpecker', '.woodpecker/**'),
      '**/bitbucket-pipelines.yml',
    ],
    read: readCi,
    pin: 'ci-image',
  },
  {
    globs: withEndings('compose', 'compose.*', 'docker-compose', 'docker-compose.*'),
    read: readCompose,
    pin: 'compose-image',
  },
  { globs: azureFiles, read: readAzure, pin: 'azure-gotool' },
  {
    globs: ['**/MODULE.bazel', '**/*.MODULE.bazel', '**/WORKSPACE', '**/WORKSPACE.*', '**/*.bzl'],
    loose: /(?:^|\/)WORKSPACE\.[^/]*$/,
    read: readBazel,
    pin: 'bazel',
  },
  {
    globs: everywhere('flake.nix', 'shell.nix', 'default.nix', 'devenv.nix', 'replit.nix'),
    read: readNix,
    pin: 'nix',
  },
  { globs: ['**/*.nix'], read: readNixPart, pin: 'nix' },
  ...textKinds.map((kind): PinFileKind => ({ ...kind, pin: 'script' })),
];

/** Compiled once, because every name in a repository is matched against all of them. */
const compiled = <Kind extends FileKind>(kind: Kind): Kind & { fits: (path: string) => boolean } => {
  const matches = compileGlobs(kind.globs);
  return { ...kind, fits: (path) => matches(path) && kind.except?.test(path) !== true };
};

const compiledKinds = pinFileKinds.map(compiled);
const compiledContentKinds = contentKinds.map(compiled);

const kindOf = (path: string) => compiledKinds.find(({ fits }) => fits(path));

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
  const kinds = compiledContentKinds.filter(({ fits }) => fits(path));
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
  const usedAt = { start: 0, end: version.length };
  return [versionPin(source, 'script', { expansion: unplaced(version), usedAt })];
}

function filePinsOf(kind: Pick<PinFileKind, 'read' | 'pin'>): FilePins {
  return (file, others = noOtherFiles, budget = new PinBudget()) => {
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
