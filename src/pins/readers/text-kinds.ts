/**
 * Files that are read as text, for their plain mentions of Go: their names, and their readers. Most forms are "a key
 * with a version", so a new one is a row here and perhaps a pattern in text-files.ts.
 */
import { everywhere, withEndings } from './globs.js';
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

export interface FileKind {
  readonly globs: readonly string[];
  /** Names that fit but mean something else. */
  readonly except?: RegExp;
  /** Names that fit a pattern for people’s own extensions: `Dockerfile.*` also fits `dockerfile.abi3.so`. */
  readonly loose?: RegExp;
  readonly read: PinReader;
}

/** Files whose names say little: only their content shows if they are of the kind. */
export interface ContentKind extends FileKind {
  readonly isOne: (text: string) => boolean;
}

export const textKinds: readonly FileKind[] = [
  {
    globs: everywhere('*bake.hcl', 'docker-bake.*.hcl', 'docker-bake.json', 'docker-bake.*.json'),
    read: readBake,
  },
  { globs: everywhere('.devcontainer/**devcontainer.json', '.devcontainer.json'), read: readDevcontainer },
  {
    globs: everywhere('Jenkinsfile', 'Jenkinsfile.*', '*.Jenkinsfile'),
    loose: /(?:^|\/)Jenkinsfile\.[^/]*$/,
    read: readJenkinsfile,
  },
  { globs: everywhere('.prototools'), read: readPrototools },
  { globs: everywhere('devbox.json'), read: readDevbox },
  { globs: everywhere('*.ps1', '*.psm1'), read: readPowerShell },
  { globs: withEndings('.promu', '.promu-*', 'promu'), read: readPromu },
  {
    globs: withEndings('environment', 'environment-*', 'conda_build_config', 'recipe/meta', 'pixi'),
    read: readConda,
  },
  { globs: everywhere('pixi.toml'), read: readConda },
  {
    globs: [
      ...withEndings('.goreleaser*', 'goreleaser', 'goreleaser-*', 'buildspec*'),
      ...withEndings('appveyor', '.appveyor', 'readthedocs', '.readthedocs'),
    ],
    read: readSettings,
  },
  {
    globs: everywhere('Makefile', 'makefile', 'GNUmakefile', 'Makefile.*', '*.mk'),
    loose: /(?:^|\/)Makefile\.[^/]*$/,
    read: readMakefile,
  },
  {
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
    // A script without an ending.
    globs: ['**/*'],
    except: /\.[^/]*$/,
    isOne: (text) => text.startsWith('#!'),
    read: readTextFile,
  },
  {
    // A Kubernetes manifest.
    globs: withEndings('*'),
    isOne: (text) => manifestKeys.every((key) => key.test(text)),
    read: readTextFile,
  },
  {
    globs: withEndings('*'),
    isOne: (text) => namesGoImage.test(text),
    read: readTextFile,
  },
  {
    // A go.mod of another name.
    globs: ['**/*.mod'],
    isOne: (text) => /^module[ \t]/m.test(text),
    read: readModFile,
  },
];
