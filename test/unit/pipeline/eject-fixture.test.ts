import { expect, it } from 'vitest';
import { startWords } from '../../../src/pipeline/eject-fixture.js';

it('a program is started as the shell of the system wants it', () => {
  expect(startWords('cgoprofrepro', { os: 'linux' })).toBe('./cgoprofrepro');
  expect(startWords('cgoprofrepro', { os: 'windows' })).toBe(String.raw`.\cgoprofrepro.exe`);
});
