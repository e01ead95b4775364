import { expect, test } from 'vitest';
import { pinReaderFor } from '../../../../src/pins/readers/pin-kinds.js';

/** Whether each pin of the file could be edited for certain. */
function certain(path: string, text: string): boolean[] {
  const pins = pinReaderFor(path)?.({ path, text }, { textOf: () => null }) ?? [];
  return pins.map(({ editPlace }) => editPlace.kind === 'version' && editPlace.doubts.length === 0);
}

test.each([
  ['Dockerfile', 'ARG VERSION=1.23.7\nFROM golang:$VERSION\n', [true]],
  ['Dockerfile', 'ARG VERSION=1.23.7\nFROM golang:$VERSION\nFROM myco/tool:$VERSION\n', [false]],
  ['Dockerfile', 'ARG VERSION=1.23.7\nFROM golang:$VERSION\nCOPY x$VERSION.tar.gz /\n', [false]],
  ['Dockerfile', 'ARG VERSION=1.23.7\nFROM golang:$VERSION\nFROM myco/tool:$OTHER\n', [true]],
  [
    '.gitlab-ci.yml',
    'variables:\n  GO: "1.23.7"\na:\n  image: golang:$GO\nb:\n  image: example.com/builder:$GO\n',
    [false],
  ],
  ['.gitlab-ci.yml', 'variables:\n  GO: "1.23.7"\na:\n  image: golang:$GO\n', [true]],
])('%s %j', (path, text, expected) => expect(certain(path, text)).toEqual(expected));
