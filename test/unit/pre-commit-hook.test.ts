/** What pre-commit is told of this repository. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { contentReaderFor, pinReaderFor, pinsByName } from '../../src/pins/readers/pin-kinds.js';

const root = path.resolve(import.meta.dirname, '../..');
const read = (name: string): string => readFileSync(path.join(root, name), 'utf8');
describe('the pre-commit hook', () => {
  const [hook] = z
    .tuple([z.object({ entry: z.string(), files: z.string() })])
    .parse(parse(read('.pre-commit-hooks.yaml')));

  test('calls a file of the repository', () => {
    expect(existsSync(path.join(root, hook.entry.split(' ')[0] ?? ''))).toBe(true);
  });

  // Python’s verbose form, as JavaScript has none.
  const files = new RegExp(hook.files.replace('(?x)', '').replaceAll(/\s/g, ''));

  const pinFiles = `
    go.mod a/go.mod go.work .go-version a/.tool-versions mise.toml .mise.local.toml
    .config/mise/config.toml mise/conf.d/go.toml Dockerfile a/Dockerfile.dev a/win.Dockerfile
    Containerfile dockerfile x.dockerfile .github/workflows/ci.yml .github/actions/go/action.yaml
    action.yml .gitlab-ci.yml ci/build.gitlab-ci.yml .gitlab/ci/build.yml .travis.yml
    .circleci/config.yml .drone.yml .woodpecker.yaml .woodpecker/ci.yml bitbucket-pipelines.yml
    compose.yaml a/docker-compose.dev.yml azure-pipelines-pr.yml .azure/ci.yml MODULE.bazel
    go.MODULE.bazel WORKSPACE WORKSPACE.bazel deps/go.bzl flake.nix a/shell.nix default.nix
    devenv.nix a/Dockerfile-dev Dockerfile_build dockerfile.dev .forgejo/workflows/ci.yml
    .gitea/workflows/ci.yaml a/.github/workflows/ci.yml a/.travis.yml a/.circleci/continue.yml .drone.yaml
    .woodpecker/a/b.yml .azure-pipelines/ci.yml .config/mise/config.local.toml
    Makefile a/rules.mk Jenkinsfile Jenkinsfile.release cloudbuild.yaml Earthfile Taskfile.yml
    justfile .devcontainer/devcontainer.json .devcontainer.json .envrc .env docker-bake.hcl
    .goreleaser.yaml .gitpod.yml .prototools devbox.json .buildkite/pipeline.yml .cirrus.yml
    appveyor.yml buildspec.yml build.sh scripts/a/b.sh x/hack/a.sh lib/a.sh
    a.bash a.bat a.cmd a.ps1 a.psm1 build.docker Dockerfile2 build/checksums.txt
    .pipelines/a/b.yml .vsts/a.yaml azure-pipelines/a.yml .vsts-ci.yml a.azure-pipelines.yml goreleaser.yaml
    .promu.yml .promu-cgo.yml taskfile.yml Taskfile.dist.yaml Vagrantfile netlify.toml project.toml
    pyproject.toml nixpacks.toml Cross.toml pixi.toml environment.yml recipe/conda_build_config.yaml
    recipe/meta.yaml snap/snapcraft.yaml .readthedocs.yaml .build.yml .builds/a.yml .semaphore/a.yml
    .tekton/a.yaml .prow/a.yaml .ci-operator.yaml .vela.yml skaffold.yaml render.yaml amplify.yml
    .prow.yaml bitrise.yml codeship-services.yml wercker.yml app.yaml serverless.yml .teamcity/a.kts
    job.nomad image.pkr.hcl a.just .circleci/a/b.yaml
  `;
  test.each(pinFiles.trim().split(/\s+/))('is called when %s changes, which may pin Go', (file) => {
    expect(pinReaderFor(file)).not.toBeNull();
    expect(file).toMatch(files);
  });

  test.each(['scripts/build', 'vendor.mod'])('is called when %s changes, which may be a script', (file) => {
    expect(contentReaderFor(file)).not.toBeNull();
    expect(file).toMatch(files);
  });

  test.each([
    'dist/x.so',
    'libthing.so.1',
    'a/libx.so.1.2.3',
    'x.dylib',
    'x.dll',
    'tool.exe',
    'libx.a',
    'bin/tool',
    'x.tar.gz',
    'x.whl',
  ])('is called when %s changes, which may be compiled or hold such files', (file) => {
    expect(file).toMatch(files);
  });

  test('is called when a link of hermit changes', () => {
    expect(pinsByName('bin/.go-1.23.7.pkg')).not.toBeNull();
    expect('bin/.go-1.23.7.pkg').toMatch(files);
  });

  test('is called when the policy changes, and not for every file', () => {
    expect('.cgoprof-repro.yml').toMatch(files);
    for (const other of ['main.go', 'README.md', 'go.sum', 'docs/go.mod.md', 'lib/x.txt', 'x.env'])
      expect(other).not.toMatch(files);
  });
});
