import { describe, expect, it, test } from 'vitest';
import { findMentions } from '../../../../src/pins/mentions/find-mentions.js';
import { namesWithoutGo, placesGiven } from '../../../../src/pins/mentions/given-arguments.js';
import { BudgetSpent, PinBudget } from '../../../../src/pins/values/budget.js';

const given = (text: string, path = 'file', names = ['V']) =>
  findMentions({ path, text, budget: new PinBudget() }, names).map(({ line, raw }) => `${line} ${raw}`);

describe('a release that is given to an argument whose name says nothing of Go', () => {
  test.each([
    ['make image V=1.23.4', ['1 1.23.4']],
    ['V: 1.23.4', ['1 1.23.4']],
    ['V := 1.23.4', ['1 1.23.4']],
    ['V=v1.23.4', ['1 1.23.4']],
    ['"${V:-1.23.4}"', ['1 1.23.4']],
    ['{"build": "docker build --build-arg V=1.23.4 ."}', ['1 1.23.4']],
    ['os.environ["V"] = "1.23.4"', ['1 1.23.4']],
    ["build_args={'V': '1.23.4-alpine'}", ['1 1.23.4']],
    ['variable "V" {\n  type = string\n  default = "1.23.4"\n}', ['3 1.23.4']],
    ['- name: V\n  value: "1.23.4"', ['2 1.23.4']],
    ['setenv V 1.23.4', ['1 1.23.4']],
    ['V: [1.25.1, 1.23.4]', ['1 1.25.1', '1 1.23.4']],
    ['V:\n  - 1.25.1\n  - 1.23.4', ['2 1.25.1', '3 1.23.4']],
    // A variable of the same file that is passed on.
    ['ver := "1.23.4"\nbuild:\n  docker build --build-arg V={{ver}} .', ['1 1.23.4']],
    ['vars:\n  W: 1.23.4\ncmds: [make V={{.W}}]', ['2 1.23.4']],
    ['matrix:\n  w: [1.23.4]\nrun: make V=${{ matrix.w }}', ['2 1.23.4']],
    ['add("--ver", default="1.23.4")\nrun(["make", f"V={args.ver}"])', ['1 1.23.4']],
  ])('is found in %s', (text, wanted) => {
    expect(given(text)).toStrictEqual(wanted);
    expect(given(text, 'file', [])).toStrictEqual([]);
  });

  test.each([
    'W=1.23.4',
    'XV=1.23.4',
    'v=1.23.4',
    '# V is 1.23.4 where customers run',
    'V=\nhelm 1.23.4',
    'V=x; helm=1.23.4',
    'V: latest 1.23.4',
  ])('is not found in %s', (text) => {
    expect(given(text)).toStrictEqual([]);
  });

  it('is not what another Dockerfile sets for itself', () => {
    const text = 'ARG V=1.23.4\nFROM alpine\nENV V=1.23.4\n';
    expect(given(text, 'other/Dockerfile')).toStrictEqual([]);
    expect(given(text, 'Earthfile')).toStrictEqual(['1 1.23.4', '3 1.23.4']);
  });

  it('is told once, in the order of the text', () => {
    expect(given('V=golang:1.23.4\ngolang=1.22.1 V=1.23.5')).toStrictEqual([
      '1 1.23.4',
      '2 1.22.1',
      '2 1.23.5',
    ]);
  });
});

it('names that say Go, and those that the builder gives, are met without that', () => {
  const names = ['GO_VERSION', 'golangVersion', 'V', 'TARGETARCH', 'BUILDPLATFORM', 'GO_FLAVOUR', 'a.b'];
  expect(namesWithoutGo(names)).toStrictEqual(['V', 'GO_FLAVOUR']);
  const many = Array.from({ length: 200 }, (_, index) => `V${index}`);
  expect(namesWithoutGo(many)).toHaveLength(50);
});

it('a text that is made to keep the search busy spends its budget', () => {
  const source = { path: 'file', text: 'V '.repeat(200_000), budget: new PinBudget() };
  expect(() => placesGiven(source, ['V'])).toThrow(BudgetSpent);
});
