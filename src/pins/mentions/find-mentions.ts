/**
 * A safety net under the readers of pins: words anywhere in a text that state a Go release or line. It is not known
 * here what reads them, if anything does.
 */
import type { Requirement } from '../../model/pin.js';
import { printable } from '../../text/printable.js';
import { lineBefore } from '../values/lines.js';
import { positionOf, type SourceFile } from '../values/source-file.js';
import { isMakefile, withoutInnerSettings } from '../readers/scripts/makefile.js';
import { placesGiven } from './given-arguments.js';
import { readsWhole } from './searched-files.js';
import { goByVariable, isNobodys } from './named-by-variable.js';
import { isComment, isForHeroku, isRemark, statesGo } from './states-go.js';
import { reach, versionsIn, type FoundVersion } from './versions-in.js';

export interface Mention {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  /** The version as written, safe to print. */
  readonly raw: string;
  readonly requirement: Requirement;
  /** A build argument from which Go is made, or a name that is passed on as one: the name does not mention Go. */
  readonly givenTo?: string;
}

/** The cost of reading the text before one place. */
const stepsPerVersion = 100;

/**
 * Finds them in the order of the text. Throws BudgetSpent for a text that is made to keep a reader busy.
 * @param names build arguments from which Go is made, although their names do not say so
 */
export function findMentions(file: SourceFile, names: readonly string[] = []): Mention[] {
  const source = isMakefile(file.path) ? { ...file, text: withoutInnerSettings(file) } : file;
  source.budget.search(6 * source.text.length);
  const mentions: Mention[] = [];
  const byVariable = goByVariable(source);
  const isReadWhole = readsWhole(source.path, source.text);
  const whole = [{ start: 0, end: source.text.length }];
  for (const { start, end } of byVariable === null ? neighbourhoods(source.text) : whole) {
    for (const found of versionsIn(source.text, start, end)) {
      source.budget.spend('steps', stepsPerVersion);
      if (isReadWhole && !isForHeroku(source.text, found.start)) continue;
      if (statesGo(source.text, found) || (byVariable !== null && isNobodys(source.text, found, byVariable)))
        mentions.push(mentionAt(source, found));
    }
  }
  return names.length === 0 ? mentions : withGiven(mentions, source, names);
}

/** Adds the releases that are given to arguments of these names. */
function withGiven(mentions: readonly Mention[], source: SourceFile, names: readonly string[]): Mention[] {
  const all = new Map(mentions.map((mention) => [placeKey(mention), mention]));
  for (const { at: place, name } of placesGiven(source, names)) {
    source.budget.spend('steps', stepsPerVersion);
    const line = lineBefore(source.text, place, reach.before);
    const [found] = versionsIn(source.text, place, place + 1);
    if (found === undefined || isComment(line) || isRemark(line)) continue;
    const mention = mentionAt(source, found);
    if (!all.has(placeKey(mention))) all.set(placeKey(mention), { ...mention, givenTo: name });
  }
  return [...all.values()].toSorted((a, b) => a.line - b.line || a.column - b.column);
}

const placeKey = ({ line, column }: Mention): string => `${line}:${column}`;

/** The parts of the text near the word `go`, joined if they meet: versions elsewhere, as in data, cost nothing. */
function* neighbourhoods(text: string): Generator<{ start: number; end: number }> {
  let open: { start: number; end: number } | null = null;
  for (const { index } of text.matchAll(/go/gi)) {
    const [start, end] = [index - reach.behind, index + reach.before];
    if (open !== null && start <= open.end) {
      open.end = end;
      continue;
    }
    if (open !== null) yield open;
    open = { start, end };
  }
  if (open !== null) yield open;
}

function mentionAt(source: SourceFile, { start, end, requirement }: FoundVersion): Mention {
  const { line, column } = positionOf(source, start);
  return {
    line,
    column,
    endColumn: column + (end - start),
    raw: printable(source.text.slice(start, end)),
    requirement,
  };
}
