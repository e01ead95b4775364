/**
 * A pin: one place in a repository that decides which Go release is used. Read by src/pins from text alone.
 * Offsets are UTF-16 indexes into the file's decoded text; lines and columns count from 1.
 */
import type { Verdict } from './verdict.js';

/** A piece of a file's text, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The form of a pin: the kind of file, or the setting in it. */
export type PinKind =
  | 'go-mod'
  | 'go-work'
  | 'go-version-file'
  | 'tool-versions'
  | 'mise'
  | 'docker-image'
  | 'download'
  | 'build-argument'
  | 'script'
  | 'setup-go'
  | 'action-input'
  | 'workflow-image'
  | 'gotoolchain'
  | 'gitlab-image'
  | 'ci-image'
  | 'compose-image'
  | 'travis'
  | 'circleci-orb'
  | 'azure-gotool'
  | 'bazel'
  | 'nix';

/** The request of a pin, before any release is looked up. */
export type Requirement =
  /** One release: `go1.23.7`. */
  | { readonly kind: 'exact'; readonly release: string }
  /** The newest release of a line: `1.23`, `1.23.x`. */
  | { readonly kind: 'line'; readonly line: string }
  /** The newest release that satisfies a semver range: `^1.22`, `>=1.22 <1.24`, `1.x`. */
  | { readonly kind: 'range'; readonly range: string }
  /**
   * At least this release. `module`: a go.mod or go.work, where a newer local Go is used as it is; `environment`:
   * `GOTOOLCHAIN=go1.23.7+auto`, where the module may require more. `switches` is false for `toolchain default`.
   */
  | {
      readonly kind: 'minimum';
      readonly release: string;
      readonly setBy: 'module' | 'environment';
      readonly switches: boolean;
      /** For a module: the values of its two lines, for readers of only one of them. `1.23`, `go1.23.7`. */
      readonly lines?: { readonly go: string | null; readonly toolchain: string | null };
    }
  /** The newest release, the newest of the line before it, or the current state of Go’s development. */
  | { readonly kind: 'alias'; readonly alias: 'stable' | 'oldstable' | 'tip' }
  /**
   * The newest release of `of` that has an image of this variant (`alpine3.19`): a tag whose variant is no longer built
   * stays at its last release.
   */
  | { readonly kind: 'variant'; readonly of: Requirement; readonly variant: string }
  /** Any release that `of` fits: it is not known which one. `why` is half a sentence. */
  | { readonly kind: 'any'; readonly of: Requirement; readonly why: string }
  /** The present Go runs another one, as GOTOOLCHAIN makes it do; only Go 1.21 and newer can. */
  | { readonly kind: 'switched'; readonly from: Requirement; readonly to: Requirement }
  /** One of several, and it is not known which; decided only if all have the same verdict. */
  | { readonly kind: 'one-of'; readonly options: readonly Requirement[]; readonly why: string }
  /**
   * Decided by another file of the repository; `path` is relative to the repository's root. `readings`: how a go.mod is
   * read, several if that is not known.
   */
  | { readonly kind: 'file'; readonly path: string; readonly readings: readonly ModuleReading[] }
  /** An image digest decides; the tag beside it is a hint. */
  | { readonly kind: 'digest'; readonly digest: string; readonly tag: Requirement | null }
  /** It depends on something outside of this file. */
  | { readonly kind: 'unresolved'; readonly why: string }
  /** This tool cannot read it. */
  | { readonly kind: 'not-understood'; readonly why: string };

/**
 * How a go.mod is read: the release of its `toolchain` line, or of its `go` line if there is none; that of its `go`
 * line alone; or first that of the `go` line, whose go command then switches to a greater `toolchain`.
 */
export type ModuleReading = 'toolchain' | 'go' | 'switch';

/** The place to write a release in order to change the pin. */
export type EditPlace =
  /** The characters of the version itself, without quotes, `go` or suffix. */
  | {
      readonly kind: 'version';
      readonly span: Span;
      /** The reasons why an edit is not certain. */
      readonly doubts: readonly string[];
      /** Variants of Docker’s golang image (`alpine3.20`) that must exist for the new release. */
      readonly variants: readonly string[];
      /** The list of which the version is an item, by its start and its values: a new item must not repeat another. */
      readonly list: { readonly start: number; readonly values: readonly string[] } | null;
      /** The text that follows the new release there, such as the variant of a tag. */
      readonly suffix?: string;
      /** The current text, and the other places where the file names the same version. */
      readonly written?: WrittenVersion;
    }
  /** From the version in the tag to the end of the digest. */
  | { readonly kind: 'image-digest'; readonly span: Span; readonly variant: string }
  /** A `toolchain` line can be added here. */
  | {
      readonly kind: 'toolchain-line';
      readonly at: number;
      readonly lineEnd: '\n' | '\r\n';
      readonly doubt: string | null;
    }
  /**
   * `parts`: the places of the pieces of the value, if it is put together from several; `writtenAt`: the place of the
   * version, if that is another file.
   */
  | {
      readonly kind: 'none';
      readonly why: string;
      readonly parts?: readonly Span[];
      readonly writtenAt?: FilePlace;
    };

/** A piece of another file of the repository. */
export interface FilePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  readonly span: Span;
  /** The text there. */
  readonly text: string;
}

/** One place of a file that names a version, outside of comments. */
export interface NamedPlace {
  readonly start: number;
  readonly line: number;
}

/** A version as written in a file. */
export interface WrittenVersion {
  readonly text: string;
  /** `1.23.7`, also if it is written `v1.23.7-alpine` or `1_23_7`. */
  readonly version: string;
  /** The offsets at which versions begin in the text: a range may have several. */
  readonly starts: readonly number[];
  /** All places that name the version, including this one; the line of it, if it is a release. */
  readonly places: readonly NamedPlace[];
  readonly placesOfLine: readonly NamedPlace[];
}

export interface Pin {
  readonly kind: PinKind;
  /**
   * Path relative to the repository's root, with `/`. Unchanged, so it may contain anything a file name may contain.
   */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  /** The text there, safe to print. */
  readonly raw: string;
  readonly requirement: Requirement;
  readonly editPlace: EditPlace;
  /** Further facts for a reader beside the verdict, in sentences, safe to print. */
  readonly notes: readonly string[];
  /** Lines of the file that use the text written here. */
  readonly usedOn?: readonly number[];
  /** Build arguments of a Dockerfile from which the value is made. */
  readonly takesArguments?: readonly string[];
  /** An input, `FILE#NAME`, for which the value waits: unresolved here, and not a pin if a caller answers it. */
  readonly awaitsInput?: string;
  /** Inputs of called actions and workflows that the pin stands for. */
  readonly answersInputs?: readonly string[];
  /** Build arguments without a default for which the value waits: not a pin if all places that set them are known. */
  readonly awaitsArguments?: readonly string[];
  /** The build argument whose value is this pin. */
  readonly answersArgument?: string;
  /** Not a pin at all: this build argument is given a value that is not known here. */
  readonly leavesArgumentOpen?: string;
  /** The file that takes its Go from what the pin’s own file only sets. */
  readonly readBy?: string;
  /** The pin counts only if another pin takes this build argument. */
  readonly givesArgument?: string;
}

/** The result of a pin, given the releases known today. */
export interface PinResolution {
  /** Releases that the pin may select today; the first is the named one or the newest. */
  readonly releases: readonly string[];
  readonly verdict: Verdict;
  /** True if the same text may select another release on another day or another machine. */
  readonly floating: boolean;
  /** The rule that decided, in a sentence or two, safe to print. */
  readonly detail: string;
}

/** A change of one file that fixes one affected pin in it. */
export interface Edit {
  readonly file: string;
  readonly startOffset: number;
  readonly endOffset: number;
  readonly newText: string;
  /** True if it may be made without asking. */
  readonly certain: boolean;
  readonly reason: string;
}
