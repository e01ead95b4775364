/** The part of a command's help that Commander does not keep: one source for `--help` and the man page. */
import type { CommandUnknownOpts } from '@commander-js/extra-typings';

export interface Manual {
  /** Without line breaks: they are wrapped to the terminal. */
  readonly paragraphs?: readonly string[];
  /** A list that explains an argument or an option. */
  readonly terms?: { readonly title: string; readonly rows: readonly Row[] };
  /** Options of another command that are worth a place in this one's help. */
  readonly borrowed?: {
    readonly title: string;
    readonly command: string;
    readonly options: readonly string[];
  };
  readonly examples: readonly [Example, ...Example[]];
  readonly exitCodes?: readonly Row[];
}

export type Row = readonly [term: string, text: string];
export type Example = readonly [commandLine: string, comment?: string];

/** Of the commands that ask whether releases are affected. */
export const exitCodesOfQuestions: readonly Row[] = [
  ['0', 'Nothing is affected'],
  ['1', 'The tool or its environment failed, or a file that was named is not there'],
  ['2', 'Wrong usage: an option or a release that does not exist'],
  ['3', 'Something is affected'],
  ['4', 'Something could not be decided'],
];

const manuals = new WeakMap<CommandUnknownOpts, Manual>();

/** Gives a command its manual, and returns the command. */
export function withManual<C extends CommandUnknownOpts>(command: C, manual: Manual): C {
  manuals.set(command, manual);
  return command;
}

export const manualOf = (command: CommandUnknownOpts): Manual | undefined => manuals.get(command);
