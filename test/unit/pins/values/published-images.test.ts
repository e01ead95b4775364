import { expect, test } from 'vitest';
import { judged } from '../../../helpers/judged-pins.js';

const resolve = (image: string) => judged({ Dockerfile: `FROM ${image}\n` })[0]?.resolution;

test.each([
  // Alpine 3.19 was given up before go1.23.8: these tags have not moved since.
  ['golang:1.23-alpine3.19', 'affected', 'go1.23.7'],
  ['golang:1.24-alpine3.19', 'affected', 'go1.24.1'],
  ['golang:1-alpine3.19', 'affected', 'go1.24.1'],
  ['golang:alpine3.19', 'affected', 'go1.24.1'],
  ['golang:alpine3.17', 'affected', 'go1.24.1'],
  ['golang:1.23-buster', 'affected', 'go1.23.7'],
  ['golang:1.22-alpine3.21', 'affected', 'go1.22.12'],
  // It may be so old that it has no bug yet.
  ['golang:buster', 'inconclusive', 'go1.24.1'],
  ['golang:alpine3.16', 'inconclusive', 'go1.24.1'],
  // They were there with the first fixed release, or came later.
  ['golang:1.23-bullseye', 'fixed', 'go1.23.12'],
  ['golang:1.23-alpine3.20', 'fixed', 'go1.23.12'],
  ['golang:1.23-alpine3.22', 'fixed', 'go1.23.12'],
  ['golang:alpine3.22', 'fixed', 'go1.27.1'],
  // All of the line are the same.
  ['golang:1.26-windowsservercore-1809', 'fixed', 'go1.26.8'],
  ['golang:1.23-windowsservercore-1809', 'inconclusive', 'go1.23.12'],
  // These move on.
  ['golang:1.23-alpine', 'fixed', 'go1.23.12'],
  ['golang:bookworm', 'fixed', 'go1.27.1'],
  ['golang:1.23.9-alpine3.19', 'fixed', 'go1.23.9'],
])('%s is %s', (image, verdict, release) => {
  expect(resolve(image)).toMatchObject({ verdict });
  expect(resolve(image)?.releases[0]).toBe(release);
});

test('a variant from a variable may be any', () => {
  const text = 'ARG DISTRO\nFROM golang:1.23-$DISTRO\nFROM golang:1.26-$DISTRO\n';
  expect(judged({ Dockerfile: text }).map(({ resolution }) => resolution.verdict)).toEqual([
    'inconclusive',
    'fixed',
  ]);
});

test('says why a tag does not move on', () => {
  expect(resolve('golang:1.23-windowsservercore-1809')?.detail).toContain(
    'stays at the last release that has an image with "windowsservercore-1809"',
  );
});

test('a digest may be of any image that the tag ever named', () => {
  const verdict = (image: string) => resolve(`${image}@sha256:00`)?.verdict;
  expect(verdict('golang:1.23-alpine3.19')).toBe('affected');
  expect(verdict('golang:1.23-alpine3.20')).toBe('inconclusive');
  // Alpine 3.17 came before Go 1.21.
  expect(verdict('golang:alpine3.17')).toBe('inconclusive');
});
