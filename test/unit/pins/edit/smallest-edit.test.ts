import { describe, expect, test } from 'vitest';
import { judgePins } from '../../../../src/pins/judge/judge-pins.js';
import type { PinFinding } from '../../../../src/pins/judge/pin-finding.js';
import { judged, pinsIn, type Files } from '../../../helpers/judged-pins.js';
import { knownReleases } from '../../../helpers/known-releases.js';

const setUp = (version: string): Files => ({
  '.github/workflows/a.yml': `jobs: { a: { steps: [{ uses: actions/setup-go@v5, with: { go-version: '${version}' } }] } }\n`,
});
const image = (reference: string): Files => ({ Dockerfile: `FROM ${reference}\n` });
const oldest = (files: Files): readonly PinFinding[] =>
  judgePins(pinsIn(files), { ...knownReleases, floatsBy: 'oldest' });

describe('a pin that floats stays one, on the nearest line with a fixed release', () => {
  test.each<[Files, string]>([
    [setUp('1.22'), '1.23'],
    [setUp('1.22.x'), '1.23.x'],
    [setUp('1.21'), '1.23'],
    [image('golang:1.22'), '1.23'],
    [image('golang:1.22-alpine'), '1.23'],
    [image('golang:1.21-bullseye'), '1.23'],
    [{ '.go-version': '1.22\n' }, '1.23'],
    [{ 'mise.toml': '[tools]\ngo = "1.22"\n' }, '1.23'],
    [{ '.travis.yml': 'go: 1.22.x\n' }, '1.23.x'],
  ])('%j to %s', (files, newText) => {
    const [finding] = judged(files);
    expect(finding?.edit).toMatchObject({ newText, certain: true });
    expect(finding?.edit?.reason).toContain('new minor line');
  });

  test.each<[Files, string]>([
    // To these a bare number is its first release.
    [{ '.travis.yml': 'go: 1.23\n' }, '1.23.8'],
    [{ 'MODULE.bazel': 'go_sdk.download(version = "1.22")\n' }, '1.23.8'],
    [{ 'azure-pipelines.yml': 'steps: [{ task: GoTool@0, inputs: { version: "1.22" } }]\n' }, '1.23.8'],
    [image('golang:1.22.5'), '1.23.8'],
  ])('%j, which names one release, to %s', (files, newText) => {
    expect(judged(files)[0]?.edit).toMatchObject({ newText, certain: true });
  });

  test('no tag is named that cannot be', () => {
    expect(judged(image('golang:1.22-alpine3.18'))[0]?.edit).toMatchObject({
      newText: '1.23-alpine',
      certain: false,
    });
    expect(judged(image('golang:1.22-alpine3.22'))[0]?.edit).toMatchObject({ certain: false });
  });
});

describe('judged by the oldest release', () => {
  test.each<[Files, string]>([
    [setUp('1.23'), 'check-latest'],
    [setUp('^1.23.0'), 'check-latest'],
    [image('golang:1.23-alpine'), '--pull'],
    [{ '.go-version': '1.24\n' }, 'caches'],
  ])('%j needs no edit, for it selects a fixed release by now', (files, word) => {
    const [finding] = oldest(files);
    expect(finding).toMatchObject({ resolution: { verdict: 'affected' }, edit: null });
    expect(finding?.advice).toMatchObject({ words: expect.stringContaining(word), at: null });
  });

  test('a line without a fix goes to a release, for its next line would be affected again', () => {
    expect(oldest(setUp('1.22'))[0]?.edit).toMatchObject({ newText: '1.23.8', certain: true });
  });
});

describe('what another file decides is told with its place', () => {
  const reference = (file: string): Files => ({
    '.github/workflows/a.yml': `jobs: { a: { steps: [{ uses: actions/setup-go@v6, with: { go-version-file: ${file} } }] } }\n`,
  });
  const adviceOf = (files: Files, file: string) => judged(files).find(({ pin }) => pin.file === file)?.advice;

  test.each<[Files, string, string, string, number]>([
    [
      { ...reference('.go-version'), '.go-version': '1.23.7\n' },
      '.github/workflows/a.yml',
      'write 1.23.8 in',
      '.go-version',
      1,
    ],
    [
      { ...reference('go.mod'), 'go.mod': 'module x\n\ngo 1.23.7\n' },
      '.github/workflows/a.yml',
      'add the line toolchain go1.23.8 in',
      'go.mod',
      3,
    ],
    [
      {
        '.gitlab-ci.yml': 'include: ci.yml\nvariables:\n  GO: "1.23.4"\n',
        'ci.yml': 'a:\n  image: golang:$GO\n',
      },
      'ci.yml',
      'write 1.23.8 in',
      '.gitlab-ci.yml',
      3,
    ],
    [
      {
        '.github/workflows/a.yml':
          'jobs: { a: { steps: [{ run: \'echo "GO=$(cat .v)" >> $GITHUB_ENV\' }, { uses: actions/setup-go@v5, with: { go-version: "${{ env.GO }}" } }] } }\n',
        '.v': '1.23.4\n',
      },
      '.github/workflows/a.yml',
      'write 1.23.8 in',
      '.v',
      1,
    ],
  ])('%j', (files, file, words, decides, line) => {
    expect(adviceOf(files, file)).toMatchObject({ words, at: { file: decides, line } });
  });

  test('a value of .env is one finding, there, however often Compose gives it', () => {
    const service = '    build: { context: ., args: { GO: "${GO}" } }\n';
    const files = {
      '.env': 'A=1\nGO=1.22.9\n',
      'compose.yaml': `services:\n  a:\n${service}  b:\n${service}`,
      Dockerfile: 'ARG GO\nFROM golang:${GO}\n',
    };
    const [finding, ...others] = judged(files);
    expect(others).toEqual([]);
    expect(finding?.pin).toMatchObject({ file: '.env', line: 2, column: 4, endColumn: 10, raw: '1.22.9' });
    expect(finding?.pin.notes.join(' ')).toMatch(/compose\.yaml on line 3.*compose\.yaml on line 5/);
    expect(finding?.edit).toMatchObject({ newText: '1.23.8', certain: false });
  });
});
