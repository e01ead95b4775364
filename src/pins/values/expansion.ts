/**
 * A value put together from pieces of a file, which still knows the place of each piece: after `ARG V=1.23.7` / `FROM
 * golang:${V}-alpine`, the value `golang:1.23.7-alpine` leads back to the ARG line.
 */
import type { FilePlace, Span } from '../../model/pin.js';
import { getOrMake } from './get-or-make.js';
import { lastUpTo } from './lines.js';
import { positionOf } from './source-file.js';

/** The place of a piece in a file other than the one that is read. */
export interface OtherPlace {
  readonly path: string;
  readonly text: string;
  readonly start: number;
}

export interface Piece {
  readonly text: string;
  /** Its place; null if it is not literally in this file. */
  readonly span: Span | null;
  /** Its place, if that is in another file. */
  readonly at?: OtherPlace;
  /** True for a value that a caller gives to the action or workflow that is read. */
  readonly isGiven?: true;
  /** The input, of the action or workflow that is read, for which an unknown piece stands. */
  readonly input?: string;
  /** The reason why an unknown piece is unknown, if the file is not to blame: half a sentence. */
  readonly beyond?: string;
  /** True for such a piece if the value may name a Go image. */
  readonly mayNameGo?: true;
}
export type Expansion = readonly Piece[];

/** A value, and the place that uses it. */
export interface UsedValue {
  readonly expansion: Expansion;
  readonly usedAt: Span;
}

/** Stands for a variable of unknown value. Never part of a version or a name. */
const unknownMark = '\uFFFC';
export const unknownPiece: Piece = { text: unknownMark, span: null };

/** An unknown piece that has a value here, which is beyond what a reader examines. */
export const beyond = (why: string, mayNameGo = true): Piece => ({
  ...unknownPiece,
  beyond: why,
  ...(mayNameGo ? { mayNameGo } : {}),
});

/** Text taken unchanged from the file. */
export const written = (text: string, start: number): Piece => ({
  text,
  span: { start, end: start + text.length },
});

/** A text that has no place in the file. */
export const unplaced = (text: string): Expansion => [{ text, span: null }];

export const textOf = (expansion: Expansion): string => expansion.map((piece) => piece.text).join('');
export const hasUnknown = (text: string): boolean => text.includes(unknownMark);

/** The text for people: an unknown part is `…`. */
export const shown = (text: string): string => text.replaceAll(unknownMark, '…');

/**
 * The place of the characters `from` to `to` of the value, if they are in one piece. A piece that is spelled
 * differently from its value (YAML's 1.20, which is 1.2) has a place only as a whole.
 */
export function spanOf(expansion: Expansion, from: number, to: number): Span | null {
  return onlyPiece(expansion, from, to)?.span ?? null;
}

function onlyPiece(expansion: Expansion, from: number, to: number): Piece | undefined {
  const [only, ...more] = slice(expansion, from, to);
  return more.length > 0 ? undefined : only;
}

/** Their place in another file, if they are in one piece there. */
export function otherPlaceOf(expansion: Expansion, from: number, to: number): FilePlace | null {
  const only = onlyPiece(expansion, from, to);
  if (only?.at === undefined) return null;
  const { path, start } = only.at;
  const { length } = only.text;
  const { line, column } = positionOf(only.at, start);
  const span = { start, end: start + length };
  return { file: path, line, column, endColumn: column + length, span, text: only.text };
}

/** The value of a variable, as another file sees it. */
export const seenElsewhere = (value: Expansion, { path, text }: { path: string; text: string }): Expansion =>
  value.map(({ span, ...piece }) =>
    span === null || span.end - span.start !== piece.text.length
      ? { ...piece, span: null }
      : { ...piece, span: null, at: { path, text, start: span.start } },
  );

/** The first input that the value waits for. */
export const inputOf = (expansion: Expansion): string | undefined =>
  expansion.find(({ input }) => input !== undefined)?.input;

/** The reason why a part of the value is not known although it has a value here. */
export const beyondOf = (expansion: Expansion): string | undefined =>
  expansion.find((piece) => piece.beyond !== undefined)?.beyond;

/** The places of the pieces of a value. */
export const partsOf = (expansion: Expansion): readonly Span[] =>
  expansion.flatMap(({ span }) => (span === null ? [] : [span]));

/** No image reference or version anybody writes is longer. */
export const maxLength = 1024;
export const tooLong: Piece = beyond(`it is longer than ${maxLength} characters`);

/**
 * A value while it is being put together. Variables that double each other make it unknown instead of endless.
 */
export class ExpansionBuilder {
  readonly #pieces: Piece[] = [];
  #length = 0;

  add(expansion: Expansion): void {
    for (const piece of expansion) {
      if (this.#length > maxLength) return;
      if (piece.text === '') continue;
      this.#length += piece.text.length;
      this.#pieces.push(piece);
    }
  }

  get value(): Expansion {
    return this.#length > maxLength ? [tooLong] : this.#pieces;
  }
}

export function concat(...expansions: readonly Expansion[]): Expansion {
  const builder = new ExpansionBuilder();
  for (const expansion of expansions) builder.add(expansion);
  return builder.value;
}

/** The part of a value between two of its characters. */
export function slice(expansion: Expansion, from: number, to: number): Expansion {
  const parts: Piece[] = [];
  const first = pieceAt(expansion, from);
  let { offset } = first;
  for (let index = first.index; index < expansion.length && offset < to; index += 1) {
    const piece = expansion[index] ?? unknownPiece;
    const start = Math.max(from - offset, 0);
    const end = Math.min(to - offset, piece.text.length);
    if (start < end) parts.push(partOf(piece, start, end));
    offset += piece.text.length;
  }
  return parts;
}

// An instruction may be continued over a hundred thousand lines, with a setting on each.
const manyPieces = 16;
const offsetsOf = new WeakMap<Expansion, readonly number[]>();

/** A piece at or before the character, and where it begins. */
function pieceAt(expansion: Expansion, from: number): { readonly index: number; readonly offset: number } {
  if (expansion.length < manyPieces) return { index: 0, offset: 0 };
  const offsets = getOrMake(offsetsOf, expansion, () => offsetsIn(expansion));
  const index = lastUpTo(from, offsets);
  return { index, offset: offsets[index] ?? 0 };
}

function offsetsIn(expansion: Expansion): readonly number[] {
  let offset = 0;
  return expansion.map(({ text }) => {
    const start = offset;
    offset += text.length;
    return start;
  });
}

function partOf(piece: Piece, start: number, end: number): Piece {
  const { text, span } = piece;
  if (start === 0 && end === text.length) return piece;
  const isVerbatim = span !== null && span.end - span.start === text.length;
  return {
    ...piece,
    text: text.slice(start, end),
    ...(piece.at === undefined ? {} : { at: { ...piece.at, start: piece.at.start + start } }),
    span: isVerbatim ? { start: span.start + start, end: span.start + end } : null,
  };
}
