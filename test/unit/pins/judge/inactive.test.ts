import { expect, test } from 'vitest';
import { whyInactive } from '../../../../src/pins/judge/inactive.js';

test.each([
  ['third_party/lib/Dockerfile', /third_party, among copies/],
  ['sub/3rdparty/go.mod', /3rdparty/],
  ['test/fixtures/go.mod', /fixtures, a folder of test data/],
  ['parser/testfiles/docker/Dockerfile', /testfiles, a folder of test data/],
  ['test/golden/a.txt', /golden/],
  ['sub/.github/workflows/ci.yml', /inactive: GitHub/],
  ['sub/.travis.yml', /Travis/],
  ['sub/.woodpecker/a.yml', /Woodpecker/],
  ['sub/.woodpecker.yaml', /Woodpecker/],
  ['sub/.circleci/config.yml', /CircleCI/],
])('%s chooses nothing', (file, why) => {
  expect(whyInactive(file)).toMatch(why);
});

test.each([
  '.github/workflows/ci.yml',
  '.travis.yml',
  '.woodpecker/linux/a.yml',
  '.circleci/config.yml',
  'sub/.github/actions/a/action.yml',
  'sub/Dockerfile',
  'sub/.gitlab-ci.yml',
  'fixtures.yml',
  'third_party',
])('%s may', (file) => {
  expect(whyInactive(file)).toBeNull();
});
