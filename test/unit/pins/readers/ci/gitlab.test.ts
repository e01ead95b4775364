import { expect, test } from 'vitest';
import { told, toldOf } from '../../../../helpers/judged-pins.js';

const gitlab = (text: string) => toldOf('.gitlab-ci.yml', text);

test('values of a matrix win over variables', () => {
  const job = 'a:\n  image: golang:$V\n  parallel:\n    matrix:\n      - V: ["1.22.5", "1.24.1"]\n';
  expect(gitlab(`variables: { V: 1.24.2 }\n${job}`)).toEqual([
    '6 1.22.5 affected certain',
    '6 1.24.1 affected certain',
  ]);
  expect(gitlab(job)).toHaveLength(2);
});

test('what two items of a matrix would both become is not certain', () => {
  const job = 'a:\n  image: golang:$V\n  parallel:\n    matrix:\n      - V: ["1.22.5", "1.23.7"]\n';
  expect(gitlab(job)).toEqual(['5 1.22.5 affected uncertain', '5 1.23.7 affected uncertain']);
});

test('all values of a variable count, put together with those of others', () => {
  const text =
    'variables:\n  V: { value: "1.24.2", options: ["1.24.2", "1.23.7"] }\na:\n  image: golang:$V-$D\n  variables: { D: alpine3.19 }\nb:\n  variables: { D: bookworm, V: 1.22.0 }\n';
  expect(gitlab(text)).toEqual([
    '4 golang:$V-$D fixed',
    '4 golang:$V-$D affected',
    '7 1.22.0 affected uncertain',
  ]);
});

test('of many definitions each is a pin, and many together are not too many', () => {
  const job = (i: number) => `j${i}: { variables: { V: 1.23.${i % 3}, D: bookworm } }\n`;
  const text = `${Array.from({ length: 15 }, (_, i) => job(i)).join('')}a: { image: "golang:$V-$D" }\n`;
  expect(gitlab(text).length).toBeGreaterThan(2);
  expect(gitlab(text).every((line) => line.includes('affected'))).toBe(true);
});

test('variables may be made from variables', () => {
  const text =
    'variables: { REG: "x.dev/", IMG: "${REG}golang", TAG: "1.23.7", A: "$B", B: "$A" }\na: { image: "$IMG:$TAG" }\nb: { image: "golang:$A" }\n';
  expect(gitlab(text)).toEqual(['1 1.23.7 affected uncertain', '3 "golang:$A" inconclusive']);
});

test('what a pattern includes is said not to be looked up, unless it is read for its name', () => {
  const include = (name: string) => gitlab(`include: [{ local: "${name}" }]\n`);
  expect(include('/ci/*.yml')).toEqual(['1 "/ci/*.yml" inconclusive']);
  expect(include('/.gitlab/ci/*.yml')).toEqual([]);
});

test('defaults of inputs are put in', () => {
  const text =
    'spec:\n  inputs:\n    image: { default: "golang:1.23.7" }\n    v: { default: "1.23.6" }\n---\na: { image: "$[[ inputs.image ]]" }\nb: { image: "golang:$[[ inputs.v | expand_vars ]]" }\nc: { image: "golang:$[[ inputs.w ]]" }\n';
  expect(gitlab(text)).toEqual([
    '3 golang:1.23.7 affected certain',
    '4 1.23.6 affected certain',
    '8 "golang:$[[ inputs.w ]]" inconclusive',
  ]);
});

test.each(['include: ci/a.yml', 'include: [{ local: /ci/a.yml }]', 'include: { local: ci/a.yml }'])(
  '%s is read, with the variables of the file that includes it',
  (include) => {
    const files = {
      '.gitlab-ci.yml': `${include}\nvariables: { V: 1.23.7 }\n`,
      'ci/a.yml': 'include: b.yml\na: { image: golang:1.23.6 }\nb: { image: "golang:$V" }\n',
      'b.yml': 'include: ci/a.yml\nc: { image: golang:1.23.5 }\n',
    };
    expect(told(files)).toEqual([
      'ci/a.yml:2 golang:1.23.6 affected certain',
      'ci/a.yml:3 "golang:$V" affected',
      'b.yml:2 golang:1.23.5 affected certain',
    ]);
  },
);

test('a script is read with every value of a variable', () => {
  const text =
    'a: { variables: { V: 1.23.7 } }\nb: { variables: { V: 1.24.2 } }\nc:\n  script: [wget go.dev/dl/go$V.linux-amd64.tar.gz]\n';
  expect(gitlab(text)).toEqual(['1 1.23.7 affected uncertain', '2 1.24.2 fixed']);
});

test('services, GOTOOLCHAIN with a description, and scripts', () => {
  const text =
    'variables:\n  GOTOOLCHAIN: { value: go1.23.7, description: x }\na:\n  services: [{ name: golang:1.23.5 }]\n  script:\n    - curl https://go.dev/dl/go1.23.6.linux-amd64.tar.gz\n';
  expect(gitlab(text)).toEqual([
    '2 go1.23.7 affected certain',
    '4 golang:1.23.5 affected certain',
    '6 1.23.6 affected uncertain',
  ]);
});
