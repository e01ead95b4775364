/**
 * Defuses commands that CI systems obey in a job's output. Names, logs and versions come from outside and must not
 * reach them as commands. In each command, one letter is replaced by another that looks alike and takes as many
 * columns.
 */

/** Azure's `##vso[` and `##[`, TeamCity's, Octopus', and GitHub's older form: anywhere in a line. */
const bracketed = /##([\w.-]{0,40})\[/g;
/** The commands that open and close a section of GitLab's or Travis' log, also anywhere in a line. */
const section = /((?:section_(?:start|end)|travis_(?:fold|time))):/gi;
/** GitHub's `::`, after blanks; there may be colours before and between. */
const doubleColon = /^((?:[^\S\n]|\x1b\[[\d;]*m)*):(?=:)/gm;
/** Buildkite's groups, at the very beginning of a line except for colours. */
const headings = [
  [/^((?:\x1b\[[\d;]*m)*)-(?=--(?:\s|\x1b|$))/gm, '$1‐'],
  [/^((?:\x1b\[[\d;]*m)*)\+(?=\+\+(?:\s|\x1b|$))/gm, '$1˖'],
  [/^((?:\x1b\[[\d;]*m)*)~(?=~~(?:\s|\x1b|$))/gm, '$1∼'],
  [/^((?:\x1b\[[\d;]*m)*)\^(?=\^\^(?:\s|\x1b|$))/gm, '$1ˆ'],
] as const;

/** Every command contains one of these, so most texts are searched only once. */
const suspicious = /::|##|---|\+\+\+|~~~|\^\^\^|section_|travis_/i;

export function mayHoldCommands(text: string): boolean {
  return suspicious.test(text);
}

/** Returns the text with all commands defused. */
export function breakCommands(text: string): string {
  return mayHoldCommands(text) ? breakWorkflowCommands(breakOthers(text)) : text;
}

/**
 * Does the same as `breakCommands`, except in lines that begin with one of `allowed`: the commands that a format itself
 * sends to its CI system.
 */
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

/** Does the same for JSON, whose strings keep the same data: a letter of the command is written as its number. */
export function escapeCommandsInJson(json: string): string {
  if (!mayHoldCommands(json)) return json;
  return json.replaceAll(bracketed, String.raw`#\u0023$1[`).replaceAll(section, String.raw`$1\u003a`);
}
