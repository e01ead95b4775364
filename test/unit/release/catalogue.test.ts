import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareGoVersions, formatGoVersion } from '../../../src/model/go-version.js';
import {
  embeddedCatalogue,
  findRelease,
  newestOfLine,
  newestRelease,
  releaseLines,
  releasesInModuleVersions,
  releasesOfLine,
  withReleases,
} from '../../../src/release/catalogue.js';

const names = (releases: readonly { name: string }[]): string[] => releases.map((release) => release.name);

describe('the embedded list', () => {
  it('is what the script makes of the data', () => {
    const check = spawnSync(process.execPath, ['scripts/make-release-list.js', '--check'], {
      encoding: 'utf8',
    });
    expect(check).toMatchObject({ status: 0, stderr: '' });
  });

  it('has every release of 1.20 to 1.27, dated and in order', () => {
    const releases = embeddedCatalogue.filter((release) => release.version.prerelease === null);
    expect(releases).toHaveLength(101);
    expect(releaseLines(embeddedCatalogue)).toEqual([
      '1.20',
      '1.21',
      '1.22',
      '1.23',
      '1.24',
      '1.25',
      '1.26',
      '1.27',
    ]);
    expect(embeddedCatalogue.every((release) => release.date !== null)).toBe(true);
    expect(findRelease(embeddedCatalogue, '1.23.8')?.date).toBe('2025-04-01');
  });

  it('puts candidates before the release they lead to', () => {
    const line = names(releasesOfLine(embeddedCatalogue, '1.24'));
    expect(line.slice(0, 4)).toEqual(['go1.24rc1', 'go1.24rc2', 'go1.24rc3', 'go1.24.0']);
  });
});

describe('withReleases', () => {
  it('adds new ones, keeps known dates and ignores what is no release', () => {
    const catalogue = withReleases(embeddedCatalogue, [
      'go1.28.0',
      'go1.23.8',
      'go1.9.2rc2',
      'x',
      '',
      '../../etc',
    ]);
    expect(newestRelease(catalogue)?.name).toBe('go1.28.0');
    expect(findRelease(catalogue, 'go1.23.8')?.date).toBe('2025-04-01');
    expect(catalogue).toHaveLength(embeddedCatalogue.length + 1);
  });

  it('stays sorted and free of duplicates, whatever comes', () => {
    const release = fc
      .record({ minor: fc.nat(40), patch: fc.nat(30), rc: fc.option(fc.integer({ min: 1, max: 5 })) })
      .map(({ minor, patch, rc }) => (rc === null ? `go1.${minor}.${patch}` : `go1.${minor}rc${rc}`));
    fc.assert(
      fc.property(fc.array(fc.oneof(release, fc.string())), (added) => {
        const catalogue = withReleases(embeddedCatalogue, added);
        for (const [index, entry] of catalogue.entries()) {
          expect(entry.name).toBe(formatGoVersion(entry.version));
          const next = catalogue[index + 1];
          if (next !== undefined && compareGoVersions(entry.version, next.version) >= 0)
            throw new Error(next.name);
        }
      }),
    );
  });
});

describe('newestOfLine', () => {
  it('prefers a release and takes a candidate when there is nothing else', () => {
    expect(newestOfLine(embeddedCatalogue, '1.23')?.name).toBe('go1.23.12');
    const young = withReleases(embeddedCatalogue, ['go1.28rc1', 'go1.28rc2']);
    expect(newestOfLine(young, '1.28')?.name).toBe('go1.28rc2');
    expect(releaseLines(young)).not.toContain('1.28');
    expect(newestOfLine(young, '1.99')).toBeNull();
  });
});

describe('releasesInModuleVersions', () => {
  it('takes one platform', () => {
    const list = [
      'v0.0.1-go1.21.0.linux-amd64',
      'v0.0.1-go1.21.0.linux-arm64',
      'v0.0.1-go1.24rc1.linux-amd64\r',
      'v0.0.1-go1.21.0.darwin-amd64',
      'v1.0.0',
      '',
    ];
    const platform = { goos: 'linux', goarch: 'amd64' };
    expect(releasesInModuleVersions(list, platform)).toEqual(['go1.21.0', 'go1.24rc1']);
  });
});
