import { expect, test } from 'vitest';
import { pinReaderFor } from '../../../../src/pins/readers/pin-kinds.js';

const named = (text: string) =>
  pinReaderFor('flake.nix')?.({ path: 'flake.nix', text }).map(({ raw }) => raw);

test.each([
  ['packages = [ pkgs.go_1_23 ];', 'go_1_23'],
  ['languages.go.enable = true;', 'languages.go.enable'],
  ['x = pkgs.buildGoApplication { };', 'buildGoApplication'],
  ['x = buildGo123Module { };', 'buildGo123Module'],
  ['shellHook = "export GOROOT=${pkgs.go}/share";', 'go'],
])('%s names %s', (text, name) => expect(named(text)).toEqual([name]));

test.each(['description = "Lets you go fast";', "description = ''\n  go 1.23\n'';", '# go', '/* go */'])(
  '%j names no Go',
  (text) => expect(named(text)).toEqual([]),
);
