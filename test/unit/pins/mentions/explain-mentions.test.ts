import { expect, it } from 'vitest';
import { PinBudget } from '../../../../src/pins/values/budget.js';
import {
  explaining,
  mayBeAffected,
  statementsOf,
  withoutPins,
} from '../../../../src/pins/mentions/explain-mentions.js';
import { findMentions } from '../../../../src/pins/mentions/find-mentions.js';
import { pinsIn } from '../../../helpers/judged-pins.js';
import { knownReleases } from '../../../helpers/known-releases.js';

/** `line:version` of what no reader explains. */
function left(path: string, text: string): string[] {
  const mentions = findMentions({ path, text, budget: new PinBudget() });
  return withoutPins(mentions, pinsIn({ [path]: text })).map(({ line, raw }) => `${line}:${raw}`);
}

it('leaves out what a pin covers', () => {
  expect(left('Dockerfile', 'FROM golang:1.23.4-alpine\n')).toStrictEqual([]);
  expect(left('Dockerfile', 'ARG GO_VERSION=1.23.4\nFROM golang:${GO_VERSION}\n')).toStrictEqual([]);
});

it('keeps what no pin covers, on the same line too', () => {
  expect(left('Dockerfile', 'FROM golang:1.23.8\nRUN /install-go 1.23.4\n')).toStrictEqual(['2:1.23.4']);
  const mentions = findMentions({ path: 'a', text: 'golang:1.23.8 golang:1.23.4', budget: new PinBudget() });
  const [pin] = pinsIn({ Dockerfile: 'FROM golang:1.23.8\n' });
  const moved = pin === undefined ? [] : [{ ...pin, column: 1, endColumn: 14 }];
  expect(withoutPins(mentions, moved).map(({ raw }) => raw)).toStrictEqual(['1.23.4']);
});

it('a build argument explains what it states only where something takes it', () => {
  const files = { Makefile: 'build:\n\tdocker build --build-arg go_release=1.21.13 .\n' };
  const pins = pinsIn(files);
  expect([pins.length, explaining(pins).length]).toStrictEqual([1, 0]);
  const taken = pinsIn({ ...files, Dockerfile: 'ARG go_release\nFROM golang:${go_release}\n' });
  expect(explaining(taken)).toStrictEqual(taken);
});

it('what is not known of a line that is known may be affected', () => {
  const may = (text: string): boolean[] =>
    statementsOf(findMentions({ path: 'a', text, budget: new PinBudget() }), knownReleases).map((statement) =>
      mayBeAffected(statement, knownReleases),
    );
  expect(may('golang:1.23.4\ngolang:1.23rc2\ngolang:1.23.8\ngolang:1.19.1\ngolang:1.99.1')).toStrictEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
