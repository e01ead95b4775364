import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toSemver } from '../../../src/model/go-version.js';
import { embeddedCatalogue, withReleases } from '../../../src/release/catalogue.js';
import { resolveSpec, type SpecOptions } from '../../../src/release/resolve-spec.js';

function select(text: string, options: SpecOptions = {}, catalogue = embeddedCatalogue): string[] {
  const resolved = resolveSpec(text, catalogue, options);
  if (!resolved.ok) throw resolved.error;
  return resolved.value.subjects.map((subject) =>
    subject.kind === 'release' ? subject.release : subject.text,
  );
}

function note(text: string): string | undefined {
  const resolved = resolveSpec(text, embeddedCatalogue);
  return resolved.ok ? resolved.value.note : `error: ${resolved.error.code}`;
}

function failure(text: string, options: SpecOptions = {}) {
  const resolved = resolveSpec(text, embeddedCatalogue, options);
  return resolved.ok ? resolved.value : { code: resolved.error.code, hint: resolved.error.hint };
}

describe('resolveSpec', () => {
  it('takes a named release without a word', () => {
    expect(select('1.23.0')).toEqual(['go1.23.0']);
    expect(note('1.23.0')).toBeUndefined();
    expect(select('1.24rc1')).toEqual(['go1.24rc1']);
  });

  it('takes the newest of a line and says so', () => {
    expect(select('1.23')).toEqual(['go1.23.12']);
    expect(note('1.23')).toBe('1.23 is go1.23.12, the newest of its line');
    expect(select('1.20')).toEqual(['go1.20.14']);
    expect(select('go1.20')).toEqual(['go1.20']);
  });

  it('takes whole lines and ranges, oldest first', () => {
    expect(select('1.23.x')).toHaveLength(13);
    expect(select('1.23.5 - 1.23.10')).toEqual([5, 6, 7, 8, 9, 10].map((patch) => `go1.23.${patch}`));
    expect(select('>=1.22 <1.25')).toHaveLength(13 + 13 + 14);
    expect(select('~1.24.10')).toEqual(['go1.24.10', 'go1.24.11', 'go1.24.12', 'go1.24.13']);
    expect(select('1.21.12 || 1.22.12')).toEqual(['go1.21.12', 'go1.22.12']);
    expect(select('<1.20.2')).toEqual(['go1.20', 'go1.20.1']);
  });

  it('leaves candidates out of ranges unless asked or named', () => {
    expect(select('>=1.24rc2 <1.24.1')).toEqual(['go1.24rc2', 'go1.24rc3', 'go1.24.0']);
    expect(select('1.24.x', { includeCandidates: true }).slice(0, 2)).toEqual(['go1.24rc1', 'go1.24rc2']);
    expect(select('>=1.23.12 <1.24.1')).toEqual(['go1.23.12', 'go1.24.0']);
    expect(select('>=1.23.12 <1.24.1', { includeCandidates: true })).toEqual([
      'go1.23.12',
      'go1.24rc1',
      'go1.24rc2',
      'go1.24rc3',
      'go1.24.0',
    ]);
  });

  it('knows the words', () => {
    expect(select('all')).toHaveLength(101);
    expect(select('all', { includeCandidates: true })).toHaveLength(112);
    expect(select('supported')).toEqual(['go1.26.11', 'go1.27.4']);
    expect(select('stable')).toEqual(['go1.27.4']);
    expect(select('latest')).toEqual(['go1.27.4']);
    expect(select('oldstable')).toEqual(['go1.26.11']);
    const installed = ['/a', '/b'].map((path) => ({ kind: 'path', text: path, path }) as const);
    expect(select('installed', { installed })).toEqual(['/a', '/b']);
    expect(failure('installed')).toMatchObject({ code: 'no-go', hint: expect.stringContaining('install') });
  });

  it('keeps the order of a list and each thing once', () => {
    expect(select('1.24.1,1.23.0,local,./go,1.23.0,1.24.0 - 1.24.1')).toEqual([
      'go1.24.1',
      'go1.23.0',
      'local',
      './go',
      'go1.24.0',
    ]);
  });

  it('excludes, and there a line is the whole line', () => {
    expect(select('>=1.23.11 <1.24.3', { exclude: ['1.24.0,1.24.1'] })).toEqual([
      'go1.23.11',
      'go1.23.12',
      'go1.24.2',
    ]);
    expect(select('>=1.22.12 <1.24.1', { exclude: ['1.23'] })).toEqual(['go1.22.12', 'go1.24.0']);
    expect(failure('1.23.0', { exclude: ['1.23'] })).toMatchObject({ code: 'bad-spec' });
    expect(failure('1.23.0', { exclude: ['nonsense'] })).toMatchObject({ code: 'bad-spec' });
    expect(failure('1.23.0', { exclude: ['local'] })).toMatchObject({ code: 'usage' });
  });

  it('names the nearest line for one that is older or newer than all', () => {
    const failure = (text: string) => {
      const resolved = resolveSpec(text, embeddedCatalogue, { includeCandidates: false, exclude: [] });
      return resolved.ok ? [] : [resolved.error.message, resolved.error.hint];
    };
    expect(failure('1.9')).toEqual([
      expect.stringContaining('older than the bug'),
      expect.stringMatching(/^Nearest: 1\.\d+$/),
    ]);
    expect(failure('1.40')).toEqual([expect.stringContaining('no Go release line'), 'Nearest: 1.27']);
    expect(failure('1.2')[0]).toContain('is it 1.20');
  });

  it('says that a range begins before what is looked at', () => {
    const resolved = resolveSpec('1.19 - 1.21.0', embeddedCatalogue, {
      includeCandidates: false,
      exclude: [],
    });
    expect(resolved.ok && resolved.value.note).toContain('older than 1.20');
  });

  it('works with releases newer than the list', () => {
    const later = withReleases(embeddedCatalogue, ['go1.28.0', 'go1.28.1']);
    expect(select('1.28', {}, later)).toEqual(['go1.28.1']);
    expect(select('supported', {}, later)).toEqual(['go1.27.4', 'go1.28.1']);
  });

  it('knows old releases by name, but ranges and words do not reach back to them', () => {
    const longer = withReleases(embeddedCatalogue, ['go1.4.3', 'go1.19', 'go1.19.5']);
    expect(select('1.4.3', {}, longer)).toEqual(['go1.4.3']);
    expect(select('1.19', {}, longer)).toEqual(['go1.19.5']);
    expect(select('<1.20.1', {}, longer)).toEqual(['go1.20']);
    expect(select('all', {}, longer)).toHaveLength(101);
  });

  it.each(['1.27.5', '1.28.0', '1.28rc1', 'go1.21rc2'])(
    'lets %s be tried although it is not listed',
    (text) => {
      const resolved = resolveSpec(text, embeddedCatalogue);
      expect(resolved.ok && resolved.value.subjects).toMatchObject([{ kind: 'release', listed: false }]);
      expect(resolved.ok && resolved.value.note).toMatch(/not in the list/);
    },
  );

  it.each([
    ['9.9.9', 'go1.27.4'],
    ['1.23.99', 'go1.23.12, go1.24.0'],
    ['1.22.13', 'go1.22.12, go1.23.0'],
    ['1.19.1', 'go1.20'],
    ['1.99', '1.27'],
    ['1.2', '1.20'],
  ])('%s does not exist; nearest is %s', (text, nearest) => {
    expect(failure(text)).toMatchObject({ code: 'unknown-release', hint: expect.stringContaining(nearest) });
  });

  it.each([
    ['1.23,0', 'unknown-release', /./],
    ['stabel', 'bad-spec', /stable/],
    ['suported', 'bad-spec', /supported/],
    ['1.23.0.1', 'bad-spec', /1\.23\.0/],
    ['what?', 'bad-spec', /1\.23\.x/],
    ['', 'usage', /--go 1\.23\.0/],
  ])('%s is explained', (text, code, hint) => {
    expect(failure(text)).toMatchObject({ code, hint: expect.stringMatching(hint) });
  });

  it('finds every listed release under each of its names', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...embeddedCatalogue),
        fc.constantFrom('', 'go', 'v', ' '),
        (release, prefix) => {
          const bare = release.name.slice(2);
          // A bare 1.20 is a line.
          fc.pre(!/^\d+\.\d+$/.test(bare) || prefix === 'go');
          expect(select(prefix + bare)).toEqual([release.name]);
        },
      ),
    );
  });

  it('selects by a range exactly what lies between its ends', () => {
    const releases = embeddedCatalogue.filter((release) => release.version.prerelease === null);
    const release = fc.constantFrom(...releases);
    fc.assert(
      fc.property(release, release, (one, other) => {
        const [from, to] = releases.indexOf(one) < releases.indexOf(other) ? [one, other] : [other, one];
        const expected = releases.slice(releases.indexOf(from), releases.indexOf(to) + 1);
        const range = `${toSemver(from.version)} - ${toSemver(to.version)}`;
        expect(select(range)).toEqual(expected.map(({ name }) => name));
      }),
    );
  });

  it('answers for any text: something to ask about, or an error with a hint', () => {
    const alphabet = '0123 .go rcbeta<>=^~|-x*,v/'.split('');
    const text = fc.oneof(fc.string(), fc.string({ maxLength: 40, unit: fc.constantFrom(...alphabet) }));
    fc.assert(
      fc.property(text, (spec) => {
        const resolved = resolveSpec(spec, embeddedCatalogue, { includeCandidates: true });
        const answer = resolved.ok ? resolved.value.subjects : resolved.error.hint;
        expect(answer?.length).toBeGreaterThan(0);
      }),
      { numRuns: 2_000 },
    );
  });
});
