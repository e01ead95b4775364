/** Advice on an affected pin that no edit of its own place would fix. */
import type { Edit, PinKind } from '../../model/pin.js';
import { printable } from '../../text/printable.js';
import type { PinsByFile } from './follow-files.js';
import type { ReleaseKnowledge } from '../resolve/releases.js';
import { resolveRequirement } from '../resolve/resolve-pin.js';
import { fixedToday, releaseToWrite, smallestEdit, type JudgedPin } from '../edit/smallest-edit.js';

export interface Advice {
  /** The advice; the place, if there is one, follows. Safe to print. */
  readonly words: string;
  readonly at: { readonly file: string; readonly line: number } | null;
}

/** Returns null if there is nothing to do, or it is not known what. */
export function adviceOn(judged: JudgedPin, byFile: PinsByFile, knowledge: ReleaseKnowledge): Advice | null {
  const { pin, resolution } = judged;
  if (resolution.verdict !== 'affected') return null;
  const today = fixedToday(judged, knowledge);
  if (today !== null)
    return {
      words: `nothing to edit, because it selects ${today} by now: ${howToRefresh(pin.kind)}`,
      at: null,
    };
  if (pin.requirement.kind === 'file') return adviceOnFile(pin.requirement.path, byFile, knowledge);
  if (pin.editPlace.kind !== 'none' || pin.editPlace.writtenAt === undefined) return null;
  const release = releaseToWrite(judged, knowledge);
  return release === null
    ? null
    : { words: `write ${release.replace(/^go/, '')} in`, at: pin.editPlace.writtenAt };
}

/** The text that is to be written in the file that a pin names. */
function adviceOnFile(path: string, byFile: PinsByFile, knowledge: ReleaseKnowledge): Advice | null {
  const [named] = byFile.get(path) ?? [];
  if (named === undefined) return null;
  const { requirement } = named;
  const judged = { pin: named, requirement, resolution: resolveRequirement(requirement, knowledge) };
  const edit = smallestEdit(judged, knowledge);
  return { words: edit === null ? 'change the deciding value in' : wordsOf(edit), at: named };
}

function wordsOf({ newText }: Edit): string {
  const text = printable(newText.trim());
  return newText === text ? `write ${text} in` : `add the line ${text} in`;
}

function howToRefresh(kind: PinKind): string {
  if (kind === 'setup-go') return 'set `check-latest: true`, or clear the tool cache of the runners';
  return kind.endsWith('-image')
    ? 'pull the image again where an older copy may be kept (docker build --pull)'
    : 'clear the caches that may hold an older copy';
}
