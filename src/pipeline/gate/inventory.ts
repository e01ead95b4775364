/**
 * Keeps the facts that the subjects of one gate have in common: the files that were passed over, and toolchains of
 * which each holds a part.
 */
import type { NotSearched } from '../../pins/mentions/searched-files.js';
import type { DataKind } from '../../archive/content/content.js';
import type { Cell, PassedOver } from '../../model/report.js';
import { commandAlone, type CommandAlone } from './toolchains/toolchain-cell.js';

const examplesKept = 5;
/** The number of files that state an affected Go and are kept: all that a report can use. */
const statingKept = 100;

type Stating = `${NotSearched} that state an affected Go`;

/** Names the kind of files that are no pins and decide nothing, and state an affected Go all the same. */
export const statingAffected = (kind: NotSearched): Stating => `${kind} that state an affected Go`;

/** The reason why a file was passed over: it holds no native code, or nobody asked for it. */
export type PassedKind =
  | DataKind
  | NotSearched
  | Stating
  /** The file states a Go that is not affected, and no rule says who reads it. */
  | 'stated'
  | 'too large to search'
  | 'report of this tool'
  | 'untracked'
  | 'tracked'
  | 'test data'
  | 'not looked at'
  | 'Git LFS pointer'
  | 'linked folder'
  | 'broken link';

export class Inventory {
  readonly #passed = new Map<string, { count: number; readonly examples: string[] }>();
  readonly #commands: CommandAlone[] = [];
  readonly #roots = new Set<string>();

  /** Counts files that hold no native code, or were not examined. */
  passOver(kind: PassedKind, count = 1): void {
    const known = this.#passed.get(kind) ?? { count: 0, examples: [] };
    known.count += count;
    this.#passed.set(kind, known);
  }

  /** Names one of those that were counted; enough of them is enough. @param name as it is shown */
  giveExample(kind: PassedKind, name: string): void {
    const examples = this.#passed.get(kind)?.examples ?? [];
    const most = kind.endsWith(' that state an affected Go') ? statingKept : examplesKept;
    if (examples.length < most && !examples.includes(name)) examples.push(name);
  }

  /** Remembers where sources of a runtime were found, relative to the root of their archive or folder. */
  noteGoroot(root: string): void {
    this.#roots.add(root);
  }

  noteCommand(command: CommandAlone): void {
    this.#commands.push(command);
  }

  /** Commands of toolchains of which no subject held the sources. */
  openQuestions(): readonly Cell[] {
    return this.#commands.filter(({ sources }) => !this.#roots.has(sources)).map(commandAlone);
  }

  /** The files that were passed over. The kind of which there are most comes first. */
  passedOver(): readonly PassedOver[] {
    return [...this.#passed]
      .map(([kind, { count, examples }]) => ({ kind, count, examples }))
      .toSorted((a, b) => b.count - a.count);
  }
}
