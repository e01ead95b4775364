import type { Edit } from '../../model/pin.js';
import { err, ok, type Result } from '../../model/result.js';

/**
 * Makes the edits of one file. Every other character stays unchanged: line ends, byte order mark, a missing last
 * newline. Equal edits (two pins with one definition) are made once; edits that overlap otherwise, or lie outside of
 * the text, are refused as a whole.
 */
export function applyEdits(text: string, edits: readonly Edit[]): Result<string, string> {
  const ordered = unique(edits).toSorted(
    (a, b) => a.startOffset - b.startOffset || a.endOffset - b.endOffset,
  );
  let result = '';
  let done = 0;
  let previous: Edit | null = null;
  for (const edit of ordered) {
    if (edit.endOffset < edit.startOffset || edit.endOffset > text.length)
      return err(`an edit from ${edit.startOffset} to ${edit.endOffset} does not fit the text`);
    const samePlace = previous?.startOffset === edit.startOffset;
    if (edit.startOffset < done || samePlace)
      return err(`two edits overlap at ${edit.startOffset}: ${JSON.stringify(edit.newText)}`);
    result += text.slice(done, edit.startOffset) + edit.newText;
    done = edit.endOffset;
    previous = edit;
  }
  return ok(result + text.slice(done));
}

function unique(edits: readonly Edit[]): readonly Edit[] {
  const byPlace = new Map(
    edits.map((edit) => [JSON.stringify([edit.startOffset, edit.endOffset, edit.newText]), edit]),
  );
  return [...byPlace.values()];
}
