/** The facts that a bug has to supply so that compiled files can be asked about it. */
import type { GoVersion } from '../../model/go-version.js';
import type { Functions, GoFunction } from './go/functions.js';
import type { Exploration } from './machine/explore.js';

export interface RuntimeQuestion {
  /** The decisive function of the runtime. With `onlyWithCgo`, linkers leave it out if nothing calls back from C. */
  readonly entry: string;
  /** Other functions of the runtime that it has to be read with. */
  readonly others: readonly string[];
  /** A program built without cgo cannot have the bug. */
  readonly onlyWithCgo: boolean;
  /** The first version that can have the bug. */
  readonly since: GoVersion;
  /** Judges the machine code. */
  readonly judge: (code: RuntimeCode) => CodeJudgement;
  /** The thing that a runtime from before the bug lacks, as the end of a sentence: `it has no …`. */
  readonly absence: string;
}

/** The machine code of one runtime, for a question. */
export interface RuntimeCode {
  /** Functions of that name; an assembly wrapper (ABI0) has the same name as the wrapped function. */
  readonly functions: (name: string) => readonly GoFunction[];
  readonly explore: (goFunction: GoFunction) => Exploration;
  /** Name of the function that begins at an address, through trampolines; empty for none. */
  readonly calledName: (target: number) => string;
}

export interface CodeJudgement {
  /** `absent`: the code is understood, and does not contain what the bug needs. */
  readonly verdict: 'affected' | 'fixed' | 'absent' | 'unknown';
  /** A sentence without its full stop. */
  readonly reason: string;
  /** Offsets in struct m that the judgement found, by the names of the fields; null if they were not found. */
  readonly fields: Readonly<Record<string, number>> | null;
}

/** Far calls go through a trampoline that the linker names after its target. */
export function calledName(functions: Functions, target: number): string {
  const name = functions.startingAt(target)?.name ?? '';
  return name.replace(/(?:[+-][0-9a-f]{1,16})?-tramp\d{1,4}$/, '');
}
