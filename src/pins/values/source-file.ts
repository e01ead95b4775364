import type { EditPlace, Pin, PinKind, Span } from '../../model/pin.js';
import { printable } from '../../text/printable.js';
import type { PinBudget } from './budget.js';
import { getOrMake } from './get-or-make.js';
import { lastUpTo, lineStarts } from './lines.js';
import { checksumBeside, writtenVersion } from './named-places.js';
import { groupBy } from '../../model/group-by.js';

/** One file to look for pins in. */
export interface TextFile {
  /** Relative to the repository's root, with `/`. */
  readonly path: string;
  /** Decoded UTF-8, a byte order mark included. */
  readonly text: string;
}

/** A file while it is read. */
export interface SourceFile extends TextFile {
  /** For the file and everything that it refers to. */
  readonly budget: PinBudget;
}

/** The other files of the repository, for those that refer to one another. */
export interface OtherFiles {
  /** The text of the file at this path, relative to the repository’s root; null if there is none. */
  readonly textOf: (path: string) => string | null;
}

export const noOtherFiles: OtherFiles = { textOf: () => null };

/**
 * Finds the pins of one kind of file. Total: for any text, it returns or throws BudgetSpent; a part that it cannot read
 * is a pin too.
 */
export type PinReader = (source: SourceFile, others: OtherFiles) => Pin[];

/** 1-based line and column of an offset. Lines end at `\n`. */
export function positionOf(source: WithText, offset: number): { line: number; column: number } {
  const { index, start } = lineAt(source, offset);
  return { line: index + 1, column: offset - start + 1 };
}

/** The line of a character: its number from 0, its start, and the place of its `\n`. */
function lineAt(source: WithText, offset: number): { index: number; start: number; end: number } {
  const starts = lineStartsOf(source);
  const index = lastUpTo(offset, starts);
  const next = starts[index + 1];
  return { index, start: starts[index] ?? 0, end: next === undefined ? source.text.length : next - 1 };
}

type WithText = Pick<TextFile, 'text'>;

// Kept beside the file, because a hostile one may have a pin on each of its lines.
const startsOf = new WeakMap<WithText, readonly number[]>();

/** The offsets at which its lines start. */
export const lineStartsOf = (source: WithText): readonly number[] =>
  getOrMake(startsOf, source, () => lineStarts(source.text));

/** Facts about a value besides the value itself. */
export interface Remarks {
  /** The reasons why an edit is not certain. */
  readonly doubts?: readonly string[];
  readonly notes?: readonly string[];
  /** The line that uses the value, if it is written on another one. */
  readonly usedOn?: readonly number[];
  readonly takesArguments?: readonly string[];
}

interface PinParts extends Pick<Pin, 'kind' | 'requirement' | 'editPlace'>, Omit<Remarks, 'doubts'> {
  /** The place to point at. */
  readonly span: Span;
  readonly awaitedInput?: string | undefined;
}

/** The cost of making one, comparing it with the others, and keeping it. */
const stepsPerPin = 60;

export function makePin(source: SourceFile, parts: PinParts): Pin {
  const { start } = parts.span;
  source.budget.spend('steps', stepsPerPin);
  const { index, start: lineStart, end: lineEnd } = lineAt(source, start);
  const end = Math.max(start, Math.min(parts.span.end, lineEnd));
  const [line, column] = [index + 1, start - lineStart + 1];
  const usedOn = (parts.usedOn ?? []).filter((use) => use !== line);
  return {
    kind: parts.kind,
    file: source.path,
    line,
    column,
    endColumn: column + (end - start),
    raw: printable(source.text.slice(start, end).trimEnd()),
    requirement: parts.requirement,
    editPlace: withSurroundings(source, parts),
    notes: parts.notes ?? [],
    ...(usedOn.length === 0 ? {} : { usedOn }),
    ...(parts.takesArguments === undefined ? {} : { takesArguments: parts.takesArguments }),
    ...(parts.awaitedInput === undefined ? {} : { awaitsInput: `${source.path}#${parts.awaitedInput}` }),
  };
}

// Each line of these is about a module or a tool of its own, no matter what the versions of the others are.
const linesApart: ReadonlySet<PinKind> = new Set(['go-mod', 'go-work', 'tool-versions']);

/** The text around a version that may be edited, and that would no longer fit. */
function withSurroundings(source: SourceFile, { kind, editPlace }: PinParts): EditPlace {
  if (editPlace.kind !== 'version') return editPlace;
  const written = writtenVersion(source, editPlace.span);
  if (linesApart.has(kind))
    return written === null
      ? editPlace
      : { ...editPlace, written: { ...written, places: [], placesOfLine: [] } };
  const checksum = checksumBeside(source, editPlace.span);
  const doubts = checksum === null ? [] : [`line ${checksum} has a checksum that may have to change with it`];
  return {
    ...editPlace,
    doubts: [...editPlace.doubts, ...doubts],
    ...(written === null ? {} : { written }),
  };
}

/** A file, or a part of it, that pins Go in a way this tool cannot read. */
export const notUnderstood = (source: SourceFile, kind: PinKind, span: Span, why: string): Pin =>
  makePin(source, { kind, span, ...withoutVersion('not-understood', why) });

/** A place that chooses a Go, which depends on something outside of the file. */
export const unresolved = (source: SourceFile, kind: PinKind, span: Span, why: string): Pin =>
  makePin(source, { kind, span, ...withoutVersion('unresolved', why) });

/** The part of a pin that says why there is no version to read or to change. */
export const withoutVersion = (
  kind: 'not-understood' | 'unresolved',
  why: string,
): Pick<Pin, 'requirement' | 'editPlace'> => ({
  requirement: { kind, why },
  editPlace: { kind: 'none', why },
});

/** A hostile file may hold a pin on each of its lines, and nobody reads more than these of one file. */
export const maxPinsPerFile = 1000;

/** Reads part after part of a file. */
export function pinsOf<T>(parts: Iterable<T>, read: (part: T) => Iterable<Pin>): Pin[] {
  const pins: Pin[] = [];
  for (const part of parts) pins.push(...read(part));
  return pins;
}

/** Adds the pins that state a version and of which no use was seen: a place at which another pin points has one. */
export function withUnseen(pins: readonly Pin[], unseen: readonly Pin[]): Pin[] {
  if (unseen.length === 0) return [...pins];
  const places = new Set(pins.map(placeKey));
  return [...pins, ...unseen.filter((pin) => !places.has(placeKey(pin)))];
}

const placeKey = ({ file, line, column }: Pin): string => JSON.stringify([file, line, column]);

/**
 * A pin that is reached in several ways (an anchor, an ARG used twice) is reported once, with all its notes. The facts
 * about one use of a definition hold for the others too: an edit suits all of them, or is not certain.
 */
export function withoutRepeats(pins: readonly Pin[]): Pin[] {
  const groups = groupBy(withSharedPlaces(pins), (pin) =>
    JSON.stringify([pin.file, pin.kind, pin.line, pin.column, pin.leavesArgumentOpen ?? '', told(pin)]),
  );
  return [...groups.values()].map(joined);
}

/** One reason is enough for each place that cannot be read, because it may have very many values. */
const told = ({ requirement }: Pin): unknown =>
  requirement.kind === 'unresolved' || requirement.kind === 'not-understood' ? requirement.kind : requirement;

const union = <T>(lists: readonly (readonly T[] | undefined)[]): T[] => [
  ...new Set(lists.flatMap((list) => list ?? [])),
];

/** Of equal pins, keeps the first with the facts about all. */
function joined(pins: readonly [Pin, ...Pin[]]): Pin {
  const [first] = pins;
  if (pins.length === 1) return first;
  const taken = union(pins.map(({ takesArguments }) => takesArguments));
  const uses = union(pins.map(({ usedOn }) => usedOn));
  const answered = union(pins.map(({ answersInputs }) => answersInputs));
  return {
    ...first,
    notes: union(pins.map(({ notes }) => notes)),
    ...(uses.length === 0 ? {} : { usedOn: uses.toSorted((a, b) => a - b) }),
    ...(taken.length === 0 ? {} : { takesArguments: taken }),
    ...(answered.length === 0 ? {} : { answersInputs: answered }),
  };
}

type VersionPlace = EditPlace & { readonly kind: 'version' };

const keyOf = ({ file }: Pin, { start, end }: Span): string => JSON.stringify([file, start, end]);

function withSharedPlaces(pins: readonly Pin[]): readonly Pin[] {
  const shared = sharedPlaces(pins);
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

/** By place, the facts about all pins that have it. */
function sharedPlaces(pins: readonly Pin[]): ReadonlyMap<string, VersionPlace> {
  const placed = pins.flatMap((pin) => {
    const { editPlace } = pin;
    return editPlace.kind === 'version' ? [{ place: editPlace, key: keyOf(pin, editPlace.span) }] : [];
  });
  const places = [...groupBy(placed, ({ key }) => key)].map(([key, group]) => {
    const last = group.at(-1) ?? group[0];
    const doubts = union(group.map(({ place }) => place.doubts));
    const variants = union(group.map(({ place }) => place.variants));
    return [key, { ...last.place, doubts, variants }] as const;
  });
  return new Map(places);
}

/** The places of pieces of values that are put together from several. */
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

// Nobody makes so many; a file with more gets no certain edits.
const maxParts = 500;

function isPart(parts: ReadonlyMap<string, Part>, file: string, { start, end }: Span): boolean {
  if (parts.size > maxParts) return true;
  return [...parts.values()].some(
    (part) => part.file === file && part.span.start < end && start < part.span.end,
  );
}
