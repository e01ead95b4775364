/** Which files may pin Go, and who reads them. A new kind of file is one row here and one reader. */
import { compileGlob } from '../model/glob.js';
import type { Pin, PinKind } from '../model/pin.js';
import { BudgetSpent, PinBudget } from './budget.js';
import { hasBinaryHead } from './binary-head.js';
import { readBazel } from './bazel.js';
import { readAzure, readCi } from './ci-files.js';
import { readCompose } from './compose.js';
import { readDockerfile } from './dockerfile.js';
import { readWorkflow } from './github-workflow.js';
import { readGitlab } from './gitlab.js';
import { readGoMod, readGoWork } from './go-mod.js';
import { readMise } from './mise.js';
import { readNix } from './nix.js';
import { doubtSharedDefinitions } from './shared-definitions.js';
import {
  maxPinsPerFile,
  notUnderstood,
  type OtherFiles,
  type PinReader,
  type SourceFile,
  type TextFile,
} from './source-file.js';
import {
  readBake,
  readDevbox,
  readDevcontainer,
  readJenkinsfile,
  readPrototools,
  readSettings,
  readTextFile,
} from './text-files.js';
import { readTravis } from './travis.js';
import { readGoVersionFile, readToolVersions } from './version-files.js';

interface PinFileKind {
  readonly name: string;
  readonly globs: readonly string[];
  /** Names that fit and mean something else. */
  readonly except?: RegExp;
  /** Names that fit a pattern made for endings of people’s own: of `Dockerfile.*` also `dockerfile.abi3.so`. */
  readonly loose?: RegExp;
  readonly read: PinReader;
  /** What the whole of such a file is called, when it is not understood. */
  readonly pin: PinKind;
}

/** Finds the pins of one file. Total: what is not understood, or takes more than its budget, is a pin too. */
export type FilePins = (file: TextFile, others?: OtherFiles, budget?: PinBudget) => Pin[];

const endings = ['yml', 'yaml'];

const pinFileKinds: readonly PinFileKind[] = [
  { name: 'go.mod', globs: ['**/go.mod'], read: readGoMod, pin: 'go-mod' },
  { name: 'go.work', globs: ['**/go.work'], read: readGoWork, pin: 'go-work' },
  { name: '.go-version', globs: ['**/.go-version'], read: readGoVersionFile, pin: 'go-version-file' },
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
    globs: ['Dockerfile', 'Containerfile', 'dockerfile'].flatMap((name) => [
      `**/${name}`,
      ...['.', '-', '_'].map((separator) => `**/${name}${separator}*`),
      `**/*.${name}`,
    ]),
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
    globs: ['**/.gitlab-ci.yml', '**/*.gitlab-ci.yml', '**/.gitlab/**.yml', '**/.gitlab/**.yaml'],
    read: readGitlab,
    pin: 'gitlab-image',
  },
  { name: 'Travis', globs: ['**/.travis.yml'], read: readTravis, pin: 'travis' },
  {
    name: 'CircleCI, Drone, Woodpecker, Bitbucket',
    globs: [
      '**/.circleci/*.yml',
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
    globs: [
      ...endings.map((ending) => `**/azure-pipelines*.${ending}`),
      '**/.azure/**.yml',
      '**/.azure-pipelines/**.yml',
    ],
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
    globs: ['**/flake.nix', '**/shell.nix', '**/default.nix', '**/devenv.nix'],
    read: readNix,
    pin: 'nix',
  },
  { name: 'bake', globs: ['**/docker-bake.hcl', '**/docker-bake.*.hcl'], read: readBake, pin: 'script' },
  {
    name: 'development container',
    globs: ['**/.devcontainer/**devcontainer.json', '**/.devcontainer.json'],
    read: readDevcontainer,
    pin: 'script',
  },
  {
    name: 'Jenkinsfile',
    globs: ['**/Jenkinsfile', '**/Jenkinsfile.*', '**/*.Jenkinsfile'],
    loose: /(?:^|\/)Jenkinsfile\.[^/]*$/,
    read: readJenkinsfile,
    pin: 'script',
  },
  { name: 'proto', globs: ['**/.prototools'], read: readPrototools, pin: 'script' },
  { name: 'devbox', globs: ['**/devbox.json'], read: readDevbox, pin: 'script' },
  {
    name: 'settings',
    globs: endings.flatMap((ending) => [
      `**/.goreleaser*.${ending}`,
      `**/appveyor.${ending}`,
      `**/.appveyor.${ending}`,
      `**/buildspec*.${ending}`,
    ]),
    read: readSettings,
    pin: 'script',
  },
  {
    name: 'script',
    globs: [
      ...['Makefile', 'makefile', 'GNUmakefile', 'Makefile.*', '*.mk', 'Earthfile'].map(
        (name) => `**/${name}`,
      ),
      ...['justfile', 'Justfile', '.justfile', '.envrc', '.env'].map((name) => `**/${name}`),
      ...endings.flatMap((ending) => [
        `**/cloudbuild*.${ending}`,
        `**/Taskfile.${ending}`,
        `**/Taskfile.dist.${ending}`,
        `**/.buildkite/**.${ending}`,
        `**/.cirrus.${ending}`,
        `**/.gitpod.${ending}`,
      ]),
      '*.sh',
      ...['scripts', 'hack', 'build', 'ci', '.ci'].map((folder) => `**/${folder}/**.sh`),
    ],
    loose: /(?:^|\/)Makefile\.[^/]*$/,
    read: readTextFile,
    pin: 'script',
  },
];

/** Compiled once: every name in a repository is held against all of them. */
const matchers = pinFileKinds.map((kind) => ({ ...kind, matches: kind.globs.map(compileGlob) }));

const kindOf = (path: string) =>
  matchers.find(
    ({ matches, except }) => matches.some((matchesPath) => matchesPath(path)) && except?.test(path) !== true,
  );

/**
 * Whether a file that cannot be read as text pins nothing all the same: only its name is that of a file with pins, and
 * its first bytes are those of a compiled file, a picture or an archive.
 */
export const isOnlyNamedLikePins = (path: string, head: Uint8Array): boolean =>
  kindOf(path)?.loose?.test(path) === true && hasBinaryHead(head);

/** Who reads the file at this path (relative, with `/`), or null when such a file pins nothing. */
export function pinReaderFor(path: string): FilePins | null {
  const kind = kindOf(path);
  if (kind === undefined) return null;
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
 * Whether the file at this path (relative, with `/`) may pin Go, or may be referred to by one that does: YAML is included
 * and called, and mise has a lock file beside its settings.
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
