import { expect, test } from 'vitest';
import { told, toldOf } from '../../../../helpers/judged-pins.js';

const image = 'services:\n  a:\n    image: golang:${GO_VERSION:-1.24.2}\n';

test('a .env beside the file wins over a default', () => {
  expect(told({ 'a/compose.yaml': image })).toEqual(['a/compose.yaml:3 1.24.2 fixed']);
  expect(told({ 'a/compose.yaml': image, '.env': 'GO_VERSION=1.23.7\n' })[0]).toBe(
    'a/compose.yaml:3 1.24.2 fixed',
  );
  expect(told({ 'a/compose.yaml': image, 'a/.env': 'export GO_VERSION="1.23.7"\n' })).toEqual([
    'a/.env:1 1.23.7 affected uncertain',
  ]);
});

test.each([['args: { GO_VERSION: 1.23.7 }'], ['args: [GO_VERSION=1.23.7]']])(
  'a build argument wins over the ARG of the Dockerfile: %s',
  (args) => {
    const files = { Dockerfile: 'ARG GO_VERSION=1.24.2\nFROM golang:$GO_VERSION\n' };
    const build = `services:\n  a:\n    build: { context: ., ${args} }\n`;
    expect(told({ ...files, 'compose.yaml': build })[1]).toBe('compose.yaml:3 1.23.7 affected uncertain');
  },
);

test('GOTOOLCHAIN in a list, and a Dockerfile inside', () => {
  const text =
    'services:\n  a:\n    environment:\n      - GOTOOLCHAIN=go1.23.7\n    build:\n      dockerfile_inline: |\n        ARG V=1.23.6\n        FROM golang:$V\n';
  expect(toldOf('compose.yaml', text)).toEqual([
    '4 go1.23.7 affected uncertain',
    '7 1.23.6 affected certain',
  ]);
});
