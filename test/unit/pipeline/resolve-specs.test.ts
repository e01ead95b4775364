import { expect, test } from 'vitest';
import { namedSubjects } from '../../../src/pipeline/resolve-specs.js';

test('installed toolchains go by the name of their release, and no two alike', () => {
  const names = namedSubjects([
    { goroot: '/cache/go1.23.0', origin: 'download', versionText: 'go1.23.0' },
    { goroot: '/mod/go1.23.0', origin: 'module-cache', versionText: 'go1.23.0' },
    { goroot: '/mod/go1.23.8', origin: 'module-cache', versionText: 'go1.23.8' },
    { goroot: '/usr/lib/go', origin: 'system', versionText: 'go1.24.4' },
    { goroot: '/sdk/gotip', origin: 'sdk', versionText: 'devel go1.28-abcdef' },
    { goroot: '/cache/broken', origin: 'download', versionText: '' },
  ]).map(({ path, text }) => [path, text]);
  expect(names).toStrictEqual([
    ['/cache/go1.23.0', 'go1.23.0'],
    // A report about it must not be merged with that of the first.
    ['/mod/go1.23.0', '/mod/go1.23.0'],
    ['/mod/go1.23.8', 'go1.23.8'],
    // Distributors change releases and keep their names.
    ['/usr/lib/go', '/usr/lib/go'],
    ['/sdk/gotip', '/sdk/gotip'],
    ['/cache/broken', '/cache/broken'],
  ]);
});
