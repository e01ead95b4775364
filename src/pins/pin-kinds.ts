/** Which files may pin Go, and who reads them. A new kind of file is one row here and one reader. */
import { matchesGlob } from '../model/glob.js';
import type { Pin } from '../model/pin.js';
import { readBazel } from './bazel.js';
import { readAzure, readCi, readCompose, readGitlab, readTravis } from './ci-files.js';
import { readDockerfile } from './dockerfile.js';
import { readWorkflow } from './github-workflow.js';
import { readGoMod, readGoWork } from './go-mod.js';
import { readMise } from './mise.js';
import { readNix } from './nix.js';
import { maxPinsPerFile, notUnderstood, type PinReader, type SourceFile } from './source-file.js';
import { readGoVersionFile, readToolVersions } from './version-files.js';

interface PinFileKind {
  readonly name: string;
  readonly globs: readonly string[];
  readonly read: PinReader;
}

const pinFileKinds: readonly PinFileKind[] = [
  { name: 'go.mod', globs: ['**/go.mod'], read: readGoMod },
  { name: 'go.work', globs: ['**/go.work'], read: readGoWork },
  { name: '.go-version', globs: ['**/.go-version'], read: readGoVersionFile },
  { name: '.tool-versions', globs: ['**/.tool-versions'], read: readToolVersions },
  {
    name: 'mise',
    globs: [
      '**/mise.toml',
      '**/.mise.toml',
      '**/mise.*.toml',
      '**/.mise.*.toml',
      '**/mise/config.toml',
      '**/.mise/config.toml',
      '**/mise/conf.d/*.toml',
    ],
    read: readMise,
  },
  {
    name: 'Dockerfile',
    globs: ['Dockerfile', 'Containerfile'].flatMap((name) => [`**/${name}`, `**/${name}.*`, `**/*.${name}`]),
    read: readDockerfile,
  },
  { name: 'Dockerfile in lower case', globs: ['**/dockerfile', '**/*.dockerfile'], read: readDockerfile },
  {
    name: 'GitHub workflow',
    globs: ['.github/workflows/*.yml', '.github/workflows/*.yaml', '**/action.yml', '**/action.yaml'],
    read: readWorkflow,
  },
  {
    name: 'GitLab CI',
    globs: ['**/.gitlab-ci.yml', '**/*.gitlab-ci.yml', '.gitlab/**.yml', '.gitlab/**.yaml'],
    read: readGitlab,
  },
  { name: 'Travis', globs: ['.travis.yml'], read: readTravis },
  {
    name: 'CircleCI, Drone, Woodpecker, Bitbucket',
    globs: [
      '.circleci/config.yml',
      '.drone.yml',
      '.woodpecker.yml',
      '.woodpecker.yaml',
      '.woodpecker/*.yml',
      '.woodpecker/*.yaml',
      'bitbucket-pipelines.yml',
    ],
    read: readCi,
  },
  {
    name: 'Compose',
    globs: ['compose', 'docker-compose'].flatMap((name) =>
      ['yml', 'yaml'].flatMap((ending) => [`**/${name}.${ending}`, `**/${name}.*.${ending}`]),
    ),
    read: readCompose,
  },
  {
    name: 'Azure Pipelines',
    globs: ['**/azure-pipelines.yml', '**/azure-pipelines.yaml', '**/azure-pipelines*.yml', '.azure/**.yml'],
    read: readAzure,
  },
  {
    name: 'Bazel',
    globs: ['**/MODULE.bazel', '**/*.MODULE.bazel', '**/WORKSPACE', '**/WORKSPACE.*', '**/*.bzl'],
    read: readBazel,
  },
  {
    name: 'Nix',
    globs: ['**/flake.nix', '**/shell.nix', '**/default.nix', '**/devenv.nix'],
    read: readNix,
  },
];

/** Who reads the file at this path (relative, with `/`), or null when such a file pins nothing. */
export function pinReaderFor(path: string): PinReader | null {
  const kind = pinFileKinds.find(({ globs }) => globs.some((glob) => matchesGlob(glob, path)));
  return kind === undefined ? null : (source) => capped(source, kind.read(source));
}

function capped(source: SourceFile, pins: Pin[]): Pin[] {
  const first = pins[0];
  if (first === undefined || pins.length <= maxPinsPerFile) return pins;
  const why = `more than ${maxPinsPerFile} pins: the others are not listed`;
  return [...pins.slice(0, maxPinsPerFile), notUnderstood(source, first.kind, { start: 0, end: 0 }, why)];
}
