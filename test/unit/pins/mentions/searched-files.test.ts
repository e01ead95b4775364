import { describe, expect, test } from 'vitest';
import { whyNotSearched } from '../../../../src/pins/mentions/searched-files.js';

describe('searched', () => {
  test.each([
    'Dockerfile',
    'build/checksums.txt',
    'scripts/release/mac-build',
    'docs/Dockerfile',
    'docs/build.yaml',
    'docs/requirements.txt',
    'ci/changelog.sh',
    'README.sh',
    'devbox.lock',
    'docs/examples.yaml',
    'tools/golang-1.2',
    'changelog/build.sh',
    '.github/workflows/issue.yml',
    'a.ps1',
    '_tools/setup',
  ])('%s', (path) => {
    expect(whyNotSearched(path)).toBeNull();
  });
});

describe('not searched', () => {
  test.each([
    ['cmd/main.go', 'Go source'],
    ['README.md', 'prose'],
    ['sub/LICENSE', 'prose'],
    ['CHANGELOG-v0', 'prose'],
    ['docs/guide.rst', 'prose'],
    ['docs/guide.txt', 'prose'],
    ['MANUAL.txt', 'prose'],
    ['changelog/_go-ver-1150.txt', 'prose'],
    ['.changes/unreleased/a.yaml', 'prose'],
    ['changelog/1.0/pull-3', 'prose'],
    ['debian/changelog', 'prose'],
    ['man/tool.1', 'prose'],
    ['.github/ISSUE_TEMPLATE/bug.yml', 'prose'],
    ['docs/guide/snippets/a/main.py', 'example'],
    ['docs/examples/Dockerfile', 'example'],
    ['.golangci.yml', 'linter settings'],
    ['sub/.golangci.next.toml', 'linter settings'],
    ['go.sum', 'lock file'],
    ['web/package-lock.json', 'lock file'],
    ['vendor/modules.txt', 'vendored'],
    ['web/node_modules/a/b.js', 'vendored'],
    ['web/a.test.ts', 'test source'],
    ['tools/build_test.py', 'test source'],
  ] as const)('%s: %s', (path, why) => {
    expect(whyNotSearched(path)).toBe(why);
  });
});
