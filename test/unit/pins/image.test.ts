import { expect, test } from 'vitest';
import { toldOf } from '../../helpers/judged-pins.js';

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
  ['registry.k8s.io/build-image/kube-cross:v1.25.0-go1.19-bullseye.0', 'inconclusive'],
  ['mcr.microsoft.com/devcontainers/go:1-1.23-bookworm', 'inconclusive'],
  ['quay.io/prometheus/golang-builder:1.23-base', 'inconclusive'],
  // Their makers patch Go.
  ['registry.access.redhat.com/ubi9/go-toolset:1.22.9', 'inconclusive'],
  ['bitnami/golang:1.23.7', 'inconclusive'],
  ['example.com/team/golang-ci:go1.23.7', 'inconclusive'],
])('%s is %s', (image, verdict) => expect(told(image)).toEqual([`1 ${image} ${verdict}`]));

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
