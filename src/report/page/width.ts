/**
 * Measures how many terminal columns a text takes, and cuts and wraps it by that measure. Texts are sanitised before.
 */

// Unicode's East Asian Width W and F as blocks, in the coarse form that terminals agree on (UAX #11).
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{17000}-\u{18cff}\u{1b000}-\u{1b2ff}\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}]/u;
const emoji = /\p{Emoji_Presentation}|\ufe0f/u;
const invisible = /^[\p{Mark}\p{Default_Ignorable_Code_Point}]+$/u;
const ascii = /^[ -~]*$/;

let segmenter: Intl.Segmenter | undefined;
/** Made when first needed, because it loads tables for 40 ms, and most reports are plain ASCII. */
function graphemes(text: string): Iterable<Intl.SegmentData> {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter.segment(text);
}

/** Columns that `text` takes on a terminal. */
export function displayWidth(text: string): number {
  if (ascii.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes(text)) width += graphemeWidth(segment);
  return width;
}

function graphemeWidth(grapheme: string): number {
  if (invisible.test(grapheme)) return 0;
  return wide.test(grapheme) || emoji.test(grapheme) ? 2 : 1;
}

/** Shortens to at most `width` columns; a cut is marked by `…`. */
export function shorten(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  return width < 1 ? '' : `${splitAt(text, width - 1)[0]}…`;
}

/** Wraps into lines of at most `width` columns, broken at spaces if possible; at least one line. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (displayWidth(joined) <= width) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = breakWord(word, width);
    line = pieces.pop() ?? '';
    lines.push(...pieces);
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - displayWidth(text))) + text;
}

/** Paths and image names break after a separator, so that their parts stay readable. */
function breakWord(word: string, width: number): string[] {
  const pieces: string[] = [];
  let [head, rest] = splitAt(word, width);
  while (rest !== '') {
    const separator = head.search(/[/\\:,@-][^/\\:,@-]*$/) + 1;
    const piece = separator > head.length / 2 ? head.slice(0, separator) : head;
    pieces.push(piece);
    [head, rest] = splitAt(head.slice(piece.length) + rest, width);
  }
  return [...pieces, head];
}

/** The longest beginning of at most `width` columns (but never less than one grapheme), and the rest. */
function splitAt(text: string, width: number): readonly [string, string] {
  if (ascii.test(text)) return [text.slice(0, Math.max(1, width)), text.slice(Math.max(1, width))];
  let used = 0;
  for (const { segment, index } of graphemes(text)) {
    used += graphemeWidth(segment);
    if (used > width && index > 0) return [text.slice(0, index), text.slice(index)];
  }
  return [text, ''];
}
