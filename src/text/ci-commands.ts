/**
 * What CI systems obey when they find it in a job's output. Names, logs and versions come from outside and must not
 * reach them as commands. In each, one letter is put in place of another that looks alike and takes as many columns.
 */

/** Azure's `##vso[` and `##[`, TeamCity's, Octopus', and GitHub's older form: anywhere in a line. */
const bracketed = /##([\w.-]{0,40})\[/g;
/** What opens and closes a section of GitLab's or Travis' log, likewise. */
const section = /((?:section_(?:start|end)|travis_(?:fold|time))):/gi;
/** GitHub's `::`, after blanks; colours may stand before and between. */
const doubleColon = /^((?:[^\S\n]|\x1b\[[\d;]*m)*):(?=:)/gm;
/** Buildkite's groups, at the very beginning of a line but for colours. */
const headings = [
  [/^((?:\x1b\[[\d;]*m)*)-(?=--(?:\s|\x1b|$))/gm, '$1‐'],
  [/^((?:\x1b\[[\d;]*m)*)\+(?=\+\+(?:\s|\x1b|$))/gm, '$1˖'],
  [/^((?:\x1b\[[\d;]*m)*)~(?=~~(?:\s|\x1b|$))/gm, '$1∼'],
  [/^((?:\x1b\[[\d;]*m)*)\^(?=\^\^(?:\s|\x1b|$))/gm, '$1ˆ'],
] as const;

/** None is made without one of these: most texts are looked through once. */
const suspicious = /::|##|---|\+\+\+|~~~|\^\^\^|section_|travis_/i;

export function mayHoldCommands(text: string): boolean {
  return suspicious.test(text);
}

/** The text, in which nothing is a command any more. */
export function breakCommands(text: string): string {
  return mayHoldCommands(text) ? breakWorkflowCommands(breakOthers(text)) : text;
}

/** As `breakCommands`, but for the lines that begin with one of `allowed`: what a format itself says to its CI system. */
export function breakForeignCommands(text: string, allowed: RegExp): string {
  return breakOthers(text)
    .split('\n')
    .map((line) => (allowed.test(line) ? line : breakWorkflowCommands(line)))
    .join('\n');
}

const breakWorkflowCommands = (text: string): string => text.replaceAll(doubleColon, '$1∶');

function breakOthers(text: string): string {
  const inLines = text.replaceAll(bracketed, '##$1(').replaceAll(section, '$1∶');
  return headings.reduce((safe, [mark, other]) => safe.replaceAll(mark, other), inLines);
}

/** The same for JSON, whose strings stay the same data: a letter of the command is written as its number. */
export function escapeCommandsInJson(json: string): string {
  if (!mayHoldCommands(json)) return json;
  return json.replaceAll(bracketed, String.raw`#\u0023$1[`).replaceAll(section, String.raw`$1\u003a`);
}
