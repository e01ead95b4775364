/**
 * Files that are read as text, for their plain mentions of Go: their names, and their readers. Most forms are "a key
 * with a version", so a new one is a row here and perhaps a pattern in text-files.ts.
 */
import { readModFile } from './go-mod.js';
import type { PinReader } from '../values/source-file.js';
import {
  readBake,
  readConda,
  readDevbox,
  readDevcontainer,
  readJenkinsfile,
  readMakefile,
  readPowerShell,
  readPromu,
  readPrototools,
  readSettings,
  readTextFile,
} from './text-files.js';

export interface TextKind {
  readonly name: string;
  readonly globs: readonly string[];
  /** Names that fit a pattern for people’s own extensions. */
  readonly loose?: RegExp;
  readonly read: PinReader;
}

/** Files whose names say little: only their content shows if they are of the kind. */
export interface ContentKind extends TextKind {
  /** Names that fit the globs but belong to others. */
  readonly except?: RegExp;
  readonly isOne: (text: string) => boolean;
}

const endings = ['yml', 'yaml'];
const everywhere = (...names: readonly string[]): readonly string[] => names.map((name) => `**/${name}`);
const withEndings = (...names: readonly string[]): readonly string[] =>
  endings.flatMap((ending) => names.map((name) => `**/${name}.${ending}`));

export const textKinds: readonly TextKind[] = [
  {
    name: 'bake',
    globs: everywhere(
      'docker-bake.hcl',
      'docker-bake.*.hcl',
      'docker-bake.json',
      'docker-bake.*.json',
      '*bake.hcl',
    ),
    read: readBake,
  },
  {
    name: 'development container',
    globs: ['**/.devcontainer/**devcontainer.json', '**/.devcontainer.json'],
    read: readDevcontainer,
  },
  {
    name: 'Jenkinsfile',
    globs: everywhere('Jenkinsfile', 'Jenkinsfile.*', '*.Jenkinsfile'),
    loose: /(?:^|\/)Jenkinsfile\.[^/]*$/,
    read: readJenkinsfile,
  },
  { name: 'proto', globs: everywhere('.prototools'), read: readPrototools },
  { name: 'devbox', globs: everywhere('devbox.json'), read: readDevbox },
  { name: 'PowerShell', globs: everywhere('*.ps1', '*.psm1'), read: readPowerShell },
  { name: 'promu', globs: withEndings('.promu', '.promu-*', 'promu'), read: readPromu },
  {
    name: 'conda',
    globs: withEndings('environment', 'environment-*', 'conda_build_config', 'recipe/meta', 'pixi'),
    read: readConda,
  },
  { name: 'pixi', globs: everywhere('pixi.toml'), read: readConda },
  {
    name: 'settings',
    globs: withEndings(
      '.goreleaser*',
      'goreleaser',
      'goreleaser-*',
      'appveyor',
      '.appveyor',
      'buildspec*',
      '.readthedocs',
      'readthedocs',
    ),
    read: readSettings,
  },
  {
    name: 'Makefile',
    globs: everywhere('Makefile', 'makefile', 'GNUmakefile', 'Makefile.*', '*.mk'),
    loose: /(?:^|\/)Makefile\.[^/]*$/,
    read: readMakefile,
  },
  {
    name: 'script',
    globs: [
      ...everywhere('Earthfile', 'Vagrantfile', 'Tiltfile'),
      ...everywhere('justfile', 'Justfile', '.justfile', '*.just', '.envrc', '.env'),
      ...everywhere('*.sh', '*.bash', '*.bat', '*.cmd', '*.nomad', '*.pkr.hcl', '*checksums*.txt'),
      ...everywhere('netlify.toml', 'project.toml', 'pyproject.toml', 'nixpacks.toml', 'Cross.toml'),
      ...withEndings('cloudbuild*', '.cirrus', '.gitpod', 'snapcraft', 'skaffold', 'render', 'amplify'),
      ...withEndings('Taskfile', 'Taskfile.*', 'taskfile', 'taskfile.*', '.build', '.builds/*', '.vela'),
      ...withEndings('.buildkite/**', '.semaphore/**', '.tekton/**', '.prow/**', '.prow', '.ci-operator'),
      ...withEndings('bitrise', 'codeship-services', 'codeship-steps', 'wercker', 'app', 'serverless'),
      '**/.teamcity/**.kts',
    ],
    read: readTextFile,
  },
];

const manifestKeys = [/^apiVersion:[ \t]/m, /^kind:[ \t]/m];

/** `image: golang:1.23`, and Helm’s and Concourse’s `repository: golang`. */
const namesGoImage =
  /\b(?:image|repository|container)["']?:[ \t]{1,9}["']?(?:[\w.-]{1,99}\/){0,8}golang(?![\w-])/;

export const contentKinds: readonly ContentKind[] = [
  {
    name: 'script without an ending',
    globs: ['**/*'],
    except: /\.[^/]*$/,
    isOne: (text) => text.startsWith('#!'),
    read: readTextFile,
  },
  {
    name: 'Kubernetes manifest',
    globs: withEndings('*'),
    isOne: (text) => manifestKeys.every((key) => key.test(text)),
    read: readTextFile,
  },
  {
    name: 'YAML that uses a Go image',
    globs: withEndings('*'),
    isOne: (text) => namesGoImage.test(text),
    read: readTextFile,
  },
  {
    name: 'module file of another name',
    globs: ['**/*.mod'],
    isOne: (text) => /^module[ \t]/m.test(text),
    read: readModFile,
  },
];
