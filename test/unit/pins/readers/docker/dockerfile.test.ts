import { expect, test } from 'vitest';
import { PinBudget } from '../../../../../src/pins/values/budget.js';
import { noOtherFiles } from '../../../../../src/pins/values/source-file.js';
import { readDockerfile } from '../../../../../src/pins/readers/docker/dockerfile.js';
import { judgePins } from '../../../../../src/pins/judge/judge-pins.js';
import { toldOf } from '../../../../helpers/judged-pins.js';
import { knownReleases } from '../../../../helpers/known-releases.js';

const read = (text: string) =>
  readDockerfile({ path: 'Dockerfile', text, budget: new PinBudget() }, noOtherFiles);
const requirements = (text: string) => read(text).map(({ requirement }) => requirement);
const exact = (release: string) => ({ kind: 'exact', release });

test.each([
  ['FROM golang:1.23.7', [exact('go1.23.7')]],
  ['\uFEFFfrom golang:1.23.7\r\n', [exact('go1.23.7')]],
  ['FROM library/golang:1.24rc1-alpine', [exact('go1.24rc1')]],
  ['FROM golang:1.23-alpine3.20 AS b\nFROM b', [{ kind: 'variant', of: { line: '1.23' } }]],
  ['FROM golang:1.23-alpine', [{ kind: 'line', line: '1.23' }]],
  ['FROM golang:1', [{ kind: 'range', range: '1.x' }]],
  ['FROM golang:alpine', [{ kind: 'alias', alias: 'stable' }]],
  ['FROM golang AS golang\nCOPY --from=golang /a /a', [{ kind: 'alias', alias: 'stable' }]],
  ['ARG V\nFROM golang:${V:-1.23.7}', [exact('go1.23.7')]],
  ['ARG V=1.23.7\nFROM golang:$V-alpine', [exact('go1.23.7')]],
  ["ARG V='1.23.7' W=2\nFROM golang:${V}", [exact('go1.23.7')]],
  ['ARG A=1.23\nARG B=${A}.7\nFROM golang:${B}', [exact('go1.23.7')]],
  ['ARG IMAGE=golang:1.23.7\nFROM ${IMAGE}', [exact('go1.23.7')]],
  ['ARG V=1.23.7\nFROM golang:${V:+1.24.1}', [exact('go1.24.1')]],
  // An ARG of a stage is not one a FROM can use.
  ['FROM golang:1.26.1\nARG V=1.23.7\nFROM golang:$V', [exact('go1.26.1'), { kind: 'unresolved' }]],
  ['RUN --mount=type=bind,from=golang:1.23.7,target=/x true', [exact('go1.23.7')]],
  ['ENV GOTOOLCHAIN go1.23.7', [exact('go1.23.7')]],
  ['ENV A=1 GOTOOLCHAIN="go1.23.7"', [exact('go1.23.7')]],
  ['ENV GOTOOLCHAIN=local', []],
  ['RUN cat <<-"END" > x\nFROM golang:1.23.7\n\tEND\nFROM golang:1.23.6', [exact('go1.23.6')]],
  [
    'RUN <<EOF\n# go1.22.0.linux-amd64.tar.gz\ncurl go.dev/dl/go1.23.7.linux-amd64.tar.gz\nEOF',
    [exact('go1.23.7')],
  ],
  ['RUN GOTOOLCHAIN=go1.23.7 go build', [exact('go1.23.7')]],
  ['RUN go install golang.org/dl/go1.23.7@latest', [exact('go1.23.7')]],
  ['RUN wget dl.google.com/go/go1.23.7.src.tar.gz', [exact('go1.23.7')]],
  [
    'FROM x\nENV V 1.23.7\nENV URL https://go.dev/dl/go$V.linux-amd64.tar.gz\nRUN curl $URL',
    [exact('go1.23.7')],
  ],
  ['ONBUILD COPY --from=golang:1.23.7 /a /a', [exact('go1.23.7')]],
  // ENV wins over ARG, and goes on to stages that are made from this one.
  ['FROM x\nENV V=1.23.7\nARG V=1.24.2\nRUN wget go.dev/dl/go$V.linux-amd64.tar.gz', [exact('go1.23.7')]],
  ['FROM x AS a\nENV V=1.23.7\nFROM A\nRUN wget go.dev/dl/go$V.linux-amd64.tar.gz', [exact('go1.23.7')]],
  // A here-document nobody ends must not hide what follows.
  ['RUN echo <<END\nFROM golang:1.23.7', [exact('go1.23.7')]],
  ['FROM golang:tip', [{ kind: 'alias', alias: 'tip' }]],
  ['FROM golang:1.25-rc-alpine', [{ kind: 'any', of: { kind: 'line', line: '1.25' } }]],
  ['FROM mcr.microsoft.com/oss/go/golang:1.23.7', [{ kind: 'unresolved' }]],
  ['FROM golang@sha256:00', [{ kind: 'digest', tag: null }]],
  ['FROM $BASE', []],
  ['RUN curl -L https://go.dev/dl/go1.23.7.linux-amd64.tar.gz | tar xz', [exact('go1.23.7')]],
  ['ADD https://dl.google.com/go/go1.24rc1.linux-arm64.tar.gz /', [exact('go1.24rc1')]],
  ['FROM x\nENV V=1.23.7\nRUN wget go.dev/dl/go$V.linux-$ARCH.tar.gz', [exact('go1.23.7')]],
  ['FROM x\nARG V=1.23\nRUN wget "go.dev/dl/go${V}.1.${OS}-amd64.tar.gz"', [exact('go1.23.1')]],
  ['FROM x\nARG V\nRUN wget go.dev/dl/go${V}.linux-amd64.tar.gz', [{ kind: 'unresolved' }]],
  ['FROM x\nRUN wget x.dev/tool-go1.2.linux-amd64.tar.gz x.dev/gopls.linux-amd64.tar.gz', []],
  ['FROM mygolang:1.23.7\nFROM golang-tools:3.1\nFROM scratch', []],
])('%j', (text, expected) => {
  const found = requirements(text);
  expect(found).toHaveLength(expected.length);
  expected.forEach((requirement, index) => expect(found[index]).toMatchObject(requirement));
});

test('variables that double each other end as unknown, quickly', () => {
  const doubling = Array.from({ length: 60 }, (_, i) => `ARG V${i + 1}=$V${i}$V${i}`);
  const text = ['ARG V0=1.23.7', ...doubling, 'FROM golang:$V60'].join('\n');
  expect(requirements(text)).toMatchObject([{ kind: 'unresolved' }]);
});

test('an ARG is edited where it is defined, once', () => {
  const pins = read('ARG V=1.23.7\nFROM golang:$V\nFROM golang:${V}\n');
  expect(pins).toHaveLength(1);
  expect(pins[0]).toMatchObject({
    line: 1,
    column: 7,
    raw: '1.23.7',
    editPlace: { span: { start: 6, end: 12 } },
  });
  expect(pins[0]).toMatchObject({ notes: [expect.stringContaining('--build-arg')], usedOn: [2, 3] });
});

test('an archive that is fetched is not edited without asking, for its checksum may stand beside', () => {
  const text = 'FROM x\nARG V=1.23.7\nRUN wget go.dev/dl/go$V.linux-amd64.tar.gz\n';
  const [finding] = judgePins(read(text), knownReleases);
  expect(finding).toMatchObject({ pin: { line: 2 }, resolution: { verdict: 'affected' } });
  expect(finding?.edit).toMatchObject({ newText: '1.23.8', certain: false });
});

const verdicts = (text: string) =>
  judgePins(read(text), knownReleases).map(({ resolution }) => resolution.verdict);

test.each([
  ['FROM golang:1.22\nENV GOTOOLCHAIN=go1.24.2\nRUN go build', ['fixed', 'fixed']],
  ['FROM golang:1.22\nENV GOTOOLCHAIN=go1.23.7\nRUN go build', ['affected', 'affected']],
  // Go 1.20 cannot switch, and what ran before did not.
  ['FROM golang:1.20\nENV GOTOOLCHAIN=go1.24.2', ['not-applicable', 'fixed']],
  ['FROM golang:1.22\nRUN ./build.sh\nENV GOTOOLCHAIN=go1.24.2', ['affected', 'fixed']],
  ['FROM golang:1.22\nENV GOTOOLCHAIN=go1.24.2\nENV GOTOOLCHAIN=local', ['affected', 'fixed']],
  ['FROM golang:1.22\nENV GOTOOLCHAIN=go1.24.2\nRUN GOTOOLCHAIN=local go build', ['affected', 'fixed']],
  ['FROM golang:1.22 AS a\nENV GOTOOLCHAIN=go1.24.2\nFROM a\nENV GOTOOLCHAIN=local', ['affected', 'fixed']],
  ['FROM golang:1.22\nFROM x\nENV GOTOOLCHAIN=go1.24.2', ['affected', 'fixed']],
])('GOTOOLCHAIN in the stage of an image: %j', (text, expected) => {
  expect(verdicts(text)).toEqual(expected);
});

const shared = (...uses: string[]) => `ARG V=1.23.7\n${uses.join('\n')}\n`;
const certainties = (text: string) =>
  judgePins(read(text), knownReleases).flatMap(({ edit }) => (edit === null ? [] : [edit.certain]));

test.each([
  ['FROM golang:${V}-bookworm', 'FROM golang:${V}-alpine', true],
  ['FROM golang:${V}-bookworm', 'FROM golang:${V}-alpine3.19', false],
  ['FROM golang:${V}', 'FROM x\nARG V\nRUN wget go.dev/dl/go$V.linux-amd64.tar.gz', false],
  ['FROM golang:${V}', 'ARG D=sha256:00\nFROM golang:${V}@${D}', false],
  ['FROM golang:${V}', 'ARG R=\nFROM golang:${V}${R:-.1}', false],
])('an ARG is edited if that suits all that use it: %j, %j', (one, other, isCertain) => {
  for (const text of [shared(one, other), shared(other, one)])
    expect(new Set(certainties(text)), text).toEqual(new Set([isCertain]));
});

test('a version put together from parts has no place to edit', () => {
  expect(read('ARG P=7\nFROM golang:1.23.$P')[0]?.editPlace.kind).toBe('none');
});

test.each(['Dockerfile-dev', 'a/Dockerfile_build', 'dockerfile.dev', 'win.dockerfile', 'Containerfile.x'])(
  '%s is a Dockerfile',
  (path) => expect(toldOf(path, 'FROM golang:1.23.7\n')).toHaveLength(1),
);

test.each([
  'dockerfile.go',
  'dockerfile_test.go',
  'Dockerfile.md',
  'dockerfile-scope.ts',
  'Dockerfile.dockerignore',
])('%s is none', (path) => expect(toldOf(path, 'FROM golang:1.23.7\n')).toEqual([]));

test('a switch of the toolchain does not go along with a toolchain that is copied', () => {
  const stage = 'FROM golang:1.23.7 AS go\nENV GOTOOLCHAIN=go1.24.2\nFROM debian:12\n';
  expect(requirements(`${stage}COPY --from=go /usr/local/go /usr/local/go\n`)[0]).toMatchObject(
    exact('go1.23.7'),
  );
  expect(requirements(`${stage}COPY --from=go /app /app\n`)[0]).toMatchObject({ kind: 'switched' });
});

test('a variable of the variant takes no build argument for the version', () => {
  const [pin] = read('ARG ALPINE_VERSION=3.21\nFROM golang:1.24.2-alpine${ALPINE_VERSION}\n');
  expect(pin).toMatchObject({ requirement: exact('go1.24.2'), takesArguments: [] });
});
