/**
 * The places where a file names versions, and checksums beside them. A place that an edit leaves unchanged may disagree
 * afterwards: a comparison, the key of a cache, the name of an archive.
 */
import type { NamedPlace, Span, WrittenVersion } from '../../model/pin.js';
import type { PinBudget } from './budget.js';
import { getOrMake } from './get-or-make.js';
import { linesWithin } from './lines.js';

interface Text {
  readonly path: string;
  readonly text: string;
  readonly budget: PinBudget;
}

interface Index {
  /** The versions by their start. */
  readonly versions: ReadonlyMap<number, { readonly version: string; readonly line: number }>;
  readonly places: ReadonlyMap<string, readonly NamedPlace[]>;
  /** Lines with a checksum, and the first that says it is of Go. */
  readonly checksums: ReadonlySet<number>;
  readonly checksumOfGo: number | null;
}

// A file may be read in many pieces, each of which is a source of its own with the same budget.
const indexes = new WeakMap<PinBudget, Map<string, Index>>();

// No version anybody writes is longer.
const longest = 100;

/** The first version within the span, and all live places that name it; null if there is none. */
export function writtenVersion(source: Text, { start, end }: Span): WrittenVersion | null {
  const { versions, places } = indexOf(source);
  const starts: number[] = [];
  for (let at = start; at < Math.min(end, start + longest); at += 1) if (versions.has(at)) starts.push(at);
  const version = versions.get(starts[0] ?? -1)?.version;
  if (version === undefined) return null;
  const line = /^(\d+\.\d+)\.\d/.exec(version)?.[1];
  const ofLine = line === undefined ? [] : [line, `${line}.x`].flatMap((name) => places.get(name) ?? []);
  return {
    text: source.text.slice(start, end),
    version,
    starts,
    places: places.get(version) ?? [],
    placesOfLine: ofLine,
  };
}

/** Lines around a version within which a checksum is taken to be for the same thing, nearest first. */
const near = [0, 1, -1, 2, -2, 3, -3];

/** The line of a checksum that may be for the release that is written there. */
export function checksumBeside(source: Text, { start }: Span): number | null {
  const { checksums, checksumOfGo, versions } = indexOf(source);
  const line = versions.get(start)?.line;
  if (line === undefined || checksums.size === 0) return null;
  const beside = near.find((distance) => checksums.has(line + distance));
  return beside === undefined ? checksumOfGo : line + beside;
}

function indexOf(source: Text): Index {
  const known = getOrMake(indexes, source.budget, () => new Map<string, Index>());
  return getOrMake(known, source.path, () => makeIndex(source));
}

// The cost of reading the text before it.
const stepsPerVersion = 4;

/** `1.23.7`, `1.22`, `1.22.x`, also in `go1.23.7-alpine`, and as `1_23_7` or `1-23-7`. */
const versionWord =
  /(?<![\d.]|\d[_-])1([._-])\d{1,2}(?:\1\d{1,3})?(?:rc\d{1,2}|beta\d{1,2})?(?:\.[xX*])?(?![A-Za-z\d]|\.\d)/g;

/** Not for an image or an action that is named by it. */
const checksumWord =
  /(?<![\dA-Za-z@])(?<!@sha256:)(?:[\da-f]{128}|[\da-f]{96}|[\da-f]{64}|[\da-f]{40}|[\dA-F]{64})(?![\dA-Za-z])|\bsha(?:256|384|512)-[\w+/]{43,88}=?/;
const saysChecksum = /sha|sum|hash|digest/i;
const saysGo = /(?:^|[^a-z])go(?:lang)?(?![a-z])|\bgo\d/i;

function makeIndex({ text, budget }: Text): Index {
  budget.search(8 * text.length);
  const versions = new Map<number, { version: string; line: number }>();
  const places = new Map<string, NamedPlace[]>();
  const checksums = new Set<number>();
  let checksumOfGo: number | null = null;
  let line = 0;
  for (const { start, end } of linesWithin(text, { start: 0, end: text.length })) {
    line += 1;
    const live = withoutComment(text.slice(start, end));
    for (const match of live.matchAll(versionWord)) {
      budget.spend('steps', stepsPerVersion);
      if (isOfOthers(live.slice(Math.max(0, match.index - 60), match.index))) continue;
      const version = match[0].replaceAll(/[_-]/g, '.').replace(/\.[X*]$/, '.x');
      versions.set(start + match.index, { version, line });
      getOrMake(places, version, () => []).push({ start: start + match.index, line });
    }
    const checksum = checksumWord.exec(live)?.[0];
    if (checksum !== undefined && (checksum.length !== 40 || saysChecksum.test(live))) {
      checksums.add(line);
      if (saysGo.test(live)) checksumOfGo ??= line;
    }
  }
  return { versions, places, checksums, checksumOfGo };
}

/** A `#` after a blank, outside of quotes. */
function withoutComment(line: string): string {
  let quote = '';
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at);
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '#' && /^[ \t]?$/.test(line.charAt(at - 1))) return line.slice(0, at);
  }
  return line;
}

/** Programs and images whose versions look like those of Go. */
const others =
  /(?:^|[^a-z])(?:python|node|nodejs|ruby|rust|java|php|perl|nginx|redis|postgres|postgresql|mysql|kubernetes|kubectl|k8s|kind|helm|terraform|golangci[-_]?lint(?:-action)?|gosec|goreleaser|protoc|protobuf|alpine|debian|ubuntu|docker|compose|buildx|npm|yarn|pnpm|elixir|erlang|dotnet|cmake|gcc|clang|llvm|bazel|envtest)(?:[-_ ]?version)?["']?[ \t]*[:=@]?[ \t]*["']?v?$/i;
/** `owner/action@v1.23.7`, `example.com/module v1.23.7` */
const ofModule = /[\w-]\/[\w./-]+(?:@v?|[ \t]v)$/;

const isOfOthers = (before: string): boolean => others.test(before) || ofModule.test(before);
