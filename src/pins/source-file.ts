import type { EditPlace, Pin, PinKind, Requirement, Span } from '../model/pin.js';
import { printable } from '../model/printable.js';

/** One file to look for pins in. */
export interface SourceFile {
  /** Relative to the repository's root, with `/`. */
  readonly path: string;
  /** Decoded UTF-8, a byte order mark included. */
  readonly text: string;
}

/** The other files of the repository, for those that refer to one another. */
export interface OtherFiles {
  /** The text of the file at this path, relative to the repository’s root; null when there is none. */
  readonly textOf: (path: string) => string | null;
}

export const noOtherFiles: OtherFiles = { textOf: () => null };

/** Finds the pins of one kind of file. Total: whatever the text is, it returns; what it cannot read is a pin too. */
export type PinReader = (source: SourceFile, others?: OtherFiles) => Pin[];

/** 1-based line and column of an offset. Lines end at `\n`. */
export function positionOf(source: SourceFile, offset: number): { line: number; column: number } {
  const starts = lineStartsOf(source);
  let low = 0;
  for (let high = starts.length; high - low > 1;) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? Infinity) <= offset) low = middle;
    else high = middle;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

// Kept beside the file, for a hostile one may have a pin on each of its lines.
const lineStarts = new WeakMap<SourceFile, readonly number[]>();

function lineStartsOf(source: SourceFile): readonly number[] {
  const known = lineStarts.get(source);
  if (known !== undefined) return known;
  const starts = [0];
  for (let end = source.text.indexOf('\n'); end !== -1; end = source.text.indexOf('\n', end + 1))
    starts.push(end + 1);
  lineStarts.set(source, starts);
  return starts;
}

export interface PinParts {
  readonly kind: PinKind;
  /** What to point at. */
  readonly span: Span;
  readonly requirement: Requirement;
  readonly editPlace: EditPlace;
  readonly notes?: readonly string[];
  readonly takesArguments?: readonly string[];
  readonly awaitedInput?: string | undefined;
}

export function makePin(source: SourceFile, parts: PinParts): Pin {
  const { start } = parts.span;
  const lineBreak = source.text.indexOf('\n', start);
  const lineEnd = lineBreak === -1 ? source.text.length : lineBreak;
  const end = Math.max(start, Math.min(parts.span.end, lineEnd));
  const { line, column } = positionOf(source, start);
  return {
    kind: parts.kind,
    file: source.path,
    line,
    column,
    endColumn: column + (end - start),
    raw: printable(source.text.slice(start, end).trimEnd()),
    requirement: parts.requirement,
    editPlace: parts.editPlace,
    notes: parts.notes ?? [],
    ...(parts.takesArguments === undefined ? {} : { takesArguments: parts.takesArguments }),
    ...(parts.awaitedInput === undefined ? {} : { awaitsInput: `${source.path}#${parts.awaitedInput}` }),
  };
}

/** A file, or a part of it, that pins Go in a way this tool cannot read. */
export function notUnderstood(source: SourceFile, kind: PinKind, span: Span, why: string): Pin {
  return makePin(source, {
    kind,
    span,
    requirement: { kind: 'not-understood', why },
    editPlace: { kind: 'none', why },
  });
}

/** A hostile file may hold a pin on each of its lines; nobody reads more than these of one file. */
export const maxPinsPerFile = 1000;
// More than is listed, for some may turn out to be the same.
const maxReadPins = 5 * maxPinsPerFile;

/** Reads part after part of a file, until there are more pins than will be listed. */
export function pinsOf<T>(parts: Iterable<T>, read: (part: T) => Iterable<Pin>): Pin[] {
  const pins: Pin[] = [];
  for (const part of parts) {
    for (const pin of read(part)) {
      pins.push(pin);
      if (pins.length > maxReadPins) return pins;
    }
  }
  return pins;
}

/**
 * The same pin reached over several ways (an anchor, an ARG used twice) is told once, with all its notes. What is said
 * of one use of a definition holds for the others too: an edit suits all of them, or is not certain.
 */
export function withoutRepeats(pins: readonly Pin[]): Pin[] {
  const unique = new Map<string, Pin>();
  for (const pin of withSharedPlaces(pins)) {
    const key = JSON.stringify([pin.file, pin.kind, pin.line, pin.column, pin.requirement]);
    const earlier = unique.get(key);
    unique.set(key, earlier === undefined ? pin : joined(earlier, pin));
  }
  return [...unique.values()];
}

const union = <T>(...lists: readonly (readonly T[] | undefined)[]): T[] => [
  ...new Set(lists.flatMap((list) => list ?? [])),
];

function joined(earlier: Pin, later: Pin): Pin {
  const taken = union(earlier.takesArguments, later.takesArguments);
  const answered = union(earlier.answersInputs, later.answersInputs);
  return {
    ...earlier,
    notes: union(earlier.notes, later.notes),
    ...(taken.length === 0 ? {} : { takesArguments: taken }),
    ...(answered.length === 0 ? {} : { answersInputs: answered }),
  };
}

type VersionPlace = EditPlace & { readonly kind: 'version' };

const keyOf = ({ file }: Pin, { start, end }: Span): string => JSON.stringify([file, start, end]);

function withSharedPlaces(pins: readonly Pin[]): readonly Pin[] {
  const shared = new Map<string, VersionPlace>();
  for (const pin of pins) {
    const { editPlace } = pin;
    if (editPlace.kind !== 'version') continue;
    const key = keyOf(pin, editPlace.span);
    const earlier = shared.get(key);
    shared.set(key, {
      ...editPlace,
      doubts: union(earlier?.doubts, editPlace.doubts),
      variants: union(earlier?.variants, editPlace.variants),
    });
  }
  const parts = partsIn(pins);
  return pins.map((pin) => {
    const { editPlace } = pin;
    const place = editPlace.kind === 'version' ? shared.get(keyOf(pin, editPlace.span)) : undefined;
    if (place === undefined) return pin;
    const doubts = isPart(parts, pin.file, place.span)
      ? [...place.doubts, 'another version is made from it']
      : place.doubts;
    return { ...pin, editPlace: { ...place, doubts } };
  });
}

/** Where pieces of values are written that are put together from several. */
function partsIn(pins: readonly Pin[]): ReadonlyMap<string, Part> {
  return new Map(
    pins.flatMap((pin) =>
      pin.editPlace.kind === 'none'
        ? (pin.editPlace.parts ?? []).map((span) => [keyOf(pin, span), { file: pin.file, span }] as const)
        : [],
    ),
  );
}

interface Part {
  readonly file: string;
  readonly span: Span;
}

// Nobody makes so many, and whoever does gets no certain edits.
const maxParts = 500;

function isPart(parts: ReadonlyMap<string, Part>, file: string, { start, end }: Span): boolean {
  if (parts.size > maxParts) return true;
  return [...parts.values()].some(
    (part) => part.file === file && part.span.start < end && start < part.span.end,
  );
}
