import { expect, test } from 'vitest';
import { judged, toldOf } from '../../../helpers/judged-pins.js';

const told = (image: string) => toldOf('Dockerfile', `FROM ${image}\n`);

test.each([
  // Their tags are Go's releases.
  ['cgr.dev/chainguard/go:1.23.7', 'affected'],
  ['ghcr.io/goreleaser/goreleaser-cross:v1.23.7', 'affected'],
  ['registry.k8s.io/build-image/kube-cross:v1.31.0-go1.23.6-bullseye.0', 'affected'],
  ['docker.elastic.co/beats-dev/golang-crossbuild:1.23.8-main', 'fixed'],
  // Any release of a line, where that is enough.
  ['quay.io/prometheus/golang-builder:1.22-base', 'affected'],
  ['mcr.microsoft.com/devcontainers/go:1.26', 'fixed'],
  // Named with a line, or with a version of something else.
  ['registry.k8s.io/build-image/kube-cross:v1.25.0-go1.19-bullseye.0', 'not-applicable'],
  ['mcr.microsoft.com/devcontainers/go:1-1.23-bookworm', 'inconclusive'],
  ['quay.io/prometheus/golang-builder:1.23-base', 'inconclusive'],
  ['techknowlogick/xgo:go-1.22.x', 'affected'],
  ['docker.elastic.co/wolfi/go:1.23.6', 'affected'],
  ['mcr.microsoft.com/vscode/devcontainers/go:1.17', 'not-applicable'],
  // Their makers patch Go.
  ['registry.ci.openshift.org/ocp/builder:rhel-9-golang-1.22-openshift-4.17', 'inconclusive'],
  ['ghcr.io/gythialy/golang-cross:v1.23.6-0', 'inconclusive'],
  ['example.com/team/build:go1.23.1-alpine', 'inconclusive'],
  ['example.com/team/go1.22-builder', 'inconclusive'],
  ['example.com/team/go:1.23.6', 'inconclusive'],
  ['registry.access.redhat.com/ubi9/go-toolset:1.22.9', 'inconclusive'],
  ['bitnami/golang:1.23.7', 'inconclusive'],
  ['example.com/team/golang-ci:go1.23.7', 'inconclusive'],
])('%s is %s', (image, verdict) => expect(told(image)).toEqual([`1 ${image} ${verdict}`]));

test.each([
  ['arm64v8/golang:1.23.7', 'affected certain'],
  ['docker.io/s390x/golang:1.24.2-alpine', 'fixed'],
  // No fixed release has an image of these.
  ['golang:1.21-alpine3.17', 'affected uncertain'],
])('%s is an official image, %s', (image, verdict) => expect(told(image)).toEqual([`1 ${image} ${verdict}`]));

test.each([
  ['golang:1.21-alpine3.17', '1.23-alpine'],
  ['golang:1.21.3-buster', '1.23.8-bookworm'],
  ['golang:1.23.7-alpine3.20', '1.23.8'],
])('the edit of %s names a tag that there is: %s', (image, newText) => {
  expect(judged({ Dockerfile: `FROM ${image}\n` })[0]?.edit).toMatchObject({ newText });
});

test('what is not known of a tag is shown as such', () => {
  const [finding] = judged({ Dockerfile: 'ARG V\nFROM bitnami/golang:${V}-debian\n' });
  expect(finding?.resolution.detail).toContain('"…-debian"');
});

test.each(['mygolang:1.23.7', 'example.com/golangci-lint:v1.23.6', 'example.com/cargo1.22:x'])(
  '%s says nothing of Go',
  (image) => expect(told(image)).toEqual([]),
);

test.each(['example.com/go-tool:3.1', 'example.com/golangci-lint:v1.61.0', 'gcr.io/distroless/static'])(
  '%s is no Go image',
  (image) => expect(told(image)).toEqual([]),
);

test('a registry that a variable names is taken for a mirror, and shown as it is written', () => {
  expect(told('${REGISTRY}golang:1.23.7')).toEqual(['1 ${REGISTRY}golang:1.23.7 affected uncertain']);
  expect(told('${REGISTRY}/golang:1.23.7')).toEqual(['1 ${REGISTRY}/golang:1.23.7 affected uncertain']);
});

test('an image of which nothing is known is told only when its name has to do with Go', () => {
  expect(told('${BUILDER_IMAGE}')).toEqual([]);
  expect(told('${GO_IMAGE}')).toEqual(['1 ${GO_IMAGE} inconclusive']);
  expect(toldOf('.gitlab-ci.yml', 'a: { image: $GOLANG_IMAGE }\nb: { image: $IMAGE }\n')).toEqual([
    '1 $GOLANG_IMAGE inconclusive',
  ]);
});
