import { describe, expect, test } from 'vitest';
import { specsAmong } from '../../../../src/commands/run/specs-among.js';
import { allSpecWords } from '../../../../src/release/spec.js';
import { nearestNames } from '../../../../src/text/nearest.js';

const commands = ['run', 'matrix', 'scan', 'toolchain', 'gate', 'doctor', 'bisect', 'bisect-step'];

describe('specsAmong', () => {
  test.each([['1.23.0'], ['golang:1.23.0'], ['./go'], ['1.23.0..1.23.2'], ['1.23.99'], ['1.23,,1.24']])(
    'takes %s',
    (word) => {
      expect(specsAmong([word, '1.23.8'], commands)).toEqual([word, '1.23.8']);
    },
  );

  test.each([
    [['matirx'], 'Did you mean `cgoprof-repro matrix`?'],
    [['version', 'go1.26.8', 'linux/amd64'], "--go 'go version go1.26.8 linux/amd64'"],
    [['stabel'], 'Did you mean: cgoprof-repro stable?'],
    [['1.23.0', 'gate'], 'Write it as: cgoprof-repro gate 1.23.0'],
    [['>=1.22 <1.25', 'scan'], "Write it as: cgoprof-repro scan '>=1.22 <1.25'"],
    [['frobnicate'], 'cgoprof-repro 1.23.0'],
    [['tip'], 'git clone'],
  ])('refuses %j: %s', (words, hint) => {
    expect(() => specsAmong(words, commands)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining(hint) }),
    );
  });

  test('no word of the grammar is near to a command', () => {
    expect(allSpecWords.flatMap((word) => nearestNames(word, commands))).toEqual([]);
  });
});
