/** Files that hold nothing but versions: `.go-version` (goenv, setup-go) and `.tool-versions` (asdf, mise). */
import type { Pin, Span } from '../../model/pin.js';
import { written } from '../values/expansion.js';
import { linesWithin } from '../values/lines.js';
import { pinsOf, unresolved, type PinReader, type SourceFile } from '../values/source-file.js';
import { versionPin } from '../values/version-value.js';

/** One version a line. goenv makes several available, so each is a pin. */
export const readGoVersionFile: PinReader = (source) =>
  pinsOf(linesOf(source), (line) => {
    const [word] = wordsOf(line);
    return word === undefined || word.text === 'system'
      ? []
      : [versionPin(source, 'go-version-file', { expansion: [word], usedAt: word.span })];
  });

const goTools = new Set(['golang', 'go', 'core:go']);

/** `golang 1.23.7 1.22.12 # comment`: the first is used, the others if it is not installed. */
export const readToolVersions: PinReader = (source) =>
  pinsOf(linesOf(source), function* (line) {
    let isGo: boolean | null = null;
    for (const word of wordsOf(line)) {
      if (isGo === true) yield* toolVersionPin(source, word);
      isGo ??= goTools.has(word.text);
      if (!isGo) return;
    }
  });

/** A version as asdf and mise write it: also `latest:1.22`, `prefix:1.22`; `system`, `ref:…` and `path:…` name none. */
export function toolVersionPin(
  source: SourceFile,
  word: Word,
  kind: 'tool-versions' | 'mise' = 'tool-versions',
): Pin[] {
  const prefix = /^(?:latest|prefix):/.exec(word.text)?.[0] ?? '';
  const version = word.text.slice(prefix.length);
  if (/^(?:system|path:|ref:|sub-)/.test(version)) {
    const why = 'it names a Go that is not a release: this machine’s own, or one built from source';
    return [unresolved(source, kind, word.span, why)];
  }
  const expansion = [written(version, word.span.start + prefix.length)];
  return [versionPin(source, kind, { expansion, usedAt: word.span })];
}

export interface Word {
  readonly text: string;
  readonly span: Span;
}

function* linesOf({ text, budget }: SourceFile): Generator<Word> {
  budget.search(text.length);
  // A byte order mark is not part of the first version.
  const content = { start: text.startsWith('\uFEFF') ? 1 : 0, end: text.length };
  for (const { start, end } of linesWithin(text, content)) yield wordAt(text, start, end);
}

/** Blank-separated words up to a `#`. */
function* wordsOf(line: Word): Generator<Word> {
  const comment = line.text.indexOf('#');
  const content = comment === -1 ? line.text : line.text.slice(0, comment);
  for (const match of content.matchAll(/\S+/g))
    yield wordAt(line.text, match.index, match.index + match[0].length, line.span.start);
}

const wordAt = (text: string, from: number, to: number, offset = 0): Word => ({
  text: text.slice(from, to),
  span: { start: offset + from, end: offset + to },
});
