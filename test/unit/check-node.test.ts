import { readFileSync } from 'node:fs';
import semver from 'semver';
import { describe, expect, it } from 'vitest';
import { complaintAbout } from '../../bin/check-node.js';

interface Packages {
  readonly engines: { readonly node: string };
  readonly packages: Readonly<Record<string, { readonly engines?: { readonly node: string } }>>;
}

const read = (file: string): Packages => JSON.parse(readFileSync(file, 'utf8')) as Packages;

describe('the check of Node', () => {
  const versions = [12, 16, 18, 19, 20, 21, 22, 23, 24, 26].flatMap((major) =>
    [0, 9, 11, 12, 18, 19, 20].map((minor) => `${major}.${minor}.0`),
  );

  it('asks for what the package says', () => {
    const { node } = read('package.json').engines;
    for (const version of versions)
      expect(complaintAbout(version, false) === null, version).toBe(semver.satisfies(version, node));
  });

  it('says of a clone what runs it, and what compiles it', () => {
    expect(complaintAbout('18.20.8', true)).toMatch(/needs Node ≥ 20 \(to compile .*20\.19.*22\.12\)/);
    expect(complaintAbout('18.20.8', false)).toBe('cgoprof-repro: needs Node ≥ 20, this is 18.20.8');
  });

  it('asks in a clone for what its build tool says', () => {
    const { node = '' } = read('package-lock.json').packages['node_modules/rolldown']?.engines ?? {};
    for (const version of versions)
      expect(complaintAbout(version, true) === null, version).toBe(semver.satisfies(version, node));
  });
});
