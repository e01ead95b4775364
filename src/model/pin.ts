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

/** The form of a pin: what kind of file, or which setting of it. */
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

/** What a pin asks for, before any release is looked up. */
export type Requirement =
  /** One release: `go1.23.7`. */
  | { readonly kind: 'exact'; readonly release: string }
  /** The newest release of a line: `1.23`, `1.23.x`. */
  | { readonly kind: 'line'; readonly line: string }
  /** The newest release that satisfies a semver range: `^1.22`, `>=1.22 <1.24`, `1.x`. */
  | { readonly kind: 'range'; readonly range: string }
  /**
   * At least this release. `module`: a go.mod or go.work, where a newer local Go is used as it is; `environment`:
   * `GOTOOLCHAIN=go1.23.7+auto`, where the module may ask for more. `switches` is false for `toolchain default`.
   */
  | {
      readonly kind: 'minimum';
      readonly release: string;
      readonly setBy: 'module' | 'environment';
      readonly switches: boolean;
      /** Of a module: what its two lines say, for those that read only one of them. `1.23`, `go1.23.7`. */
      readonly lines?: { readonly go: string | null; readonly toolchain: string | null };
    }
  /** The newest release, the newest of the line before it, or what Go’s development has come to. */
  | { readonly kind: 'alias'; readonly alias: 'stable' | 'oldstable' | 'tip' }
  /**
   * The newest of what `of` asks for that there is an image of this variant (`alpine3.19`) of: a tag whose variant is not
   * built any more stays at the release it had last.
   */
  | { readonly kind: 'variant'; readonly of: Requirement; readonly variant: string }
  /** Any release that `of` fits: which one is not known. `why` is half a sentence. */
  | { readonly kind: 'any'; readonly of: Requirement; readonly why: string }
  /** The Go that is there runs another one, as GOTOOLCHAIN has it do; only Go 1.21 and newer can. */
  | { readonly kind: 'switched'; readonly from: Requirement; readonly to: Requirement }
  /** One of several, and which of them is not known; decided only when all come to the same. */
  | { readonly kind: 'one-of'; readonly options: readonly Requirement[]; readonly why: string }
  /**
   * Whatever another file of the repository says; `path` is relative to the repository's root. `readings`: how a go.mod
   * is read, several when that is not known.
   */
  | { readonly kind: 'file'; readonly path: string; readonly readings: readonly ModuleReading[] }
  /** An image digest decides; what the tag beside it says is a hint. */
  | { readonly kind: 'digest'; readonly digest: string; readonly tag: Requirement | null }
  /** It depends on something outside of this file. */
  | { readonly kind: 'unresolved'; readonly why: string }
  /** This tool cannot read it. */
  | { readonly kind: 'not-understood'; readonly why: string };

/**
 * What is made of a go.mod: the release of its `toolchain` line, and of its `go` line when there is none; that of its
 * `go` line alone; or first that of the `go` line, whose go command then switches to a greater `toolchain`.
 */
export type ModuleReading = 'toolchain' | 'go' | 'switch';

/** Where a release would be written to change the pin. */
export type EditPlace =
  /** The characters of the version itself, without quotes, `go` or suffix. */
  | {
      readonly kind: 'version';
      readonly span: Span;
      /** Why an edit is not certain. */
      readonly doubts: readonly string[];
      /** Variants of Docker’s golang image (`alpine3.20`) that must exist of the new release. */
      readonly variants: readonly string[];
      /** The list whose item the version is, by where it starts and what it holds: a new item must not repeat another. */
      readonly list: { readonly start: number; readonly values: readonly string[] } | null;
      /** What follows the new release there, as the variant of a tag. */
      readonly suffix?: string;
      /** What stands there now, and where else the file names the same version. */
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
   * `parts`: where the pieces of the value are written, when it is put together from several; `writtenAt`: where the
   * version is written, when that is another file.
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
  /** What stands there. */
  readonly text: string;
}

/** One place of a file that names a version, outside of comments. */
export interface NamedPlace {
  readonly start: number;
  readonly line: number;
}

/** A version as a file has it. */
export interface WrittenVersion {
  readonly text: string;
  /** `1.23.7` also where it is written `v1.23.7-alpine` or `1_23_7`. */
  readonly version: string;
  /** Where versions begin in the text: a range may have several. */
  readonly starts: readonly number[];
  /** All places that name the version, this one among them; the line of it, where it is a release. */
  readonly places: readonly NamedPlace[];
  readonly placesOfLine: readonly NamedPlace[];
}

export interface Pin {
  readonly kind: PinKind;
  /** Path relative to the repository's root, with `/`. As it is: may hold anything a file name may hold. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  /** What is written there, safe to print. */
  readonly raw: string;
  readonly requirement: Requirement;
  readonly editPlace: EditPlace;
  /** What a reader should know beside the verdict, in sentences, safe to print. */
  readonly notes: readonly string[];
  /** Lines of the file that use what is written here. */
  readonly usedOn?: readonly number[];
  /** Build arguments of a Dockerfile that the value is made from. */
  readonly takesArguments?: readonly string[];
  /** An input, `FILE#NAME`, that the value waits for: unresolved here, and no pin when a caller answers it. */
  readonly awaitsInput?: string;
  /** Inputs of called actions and workflows that the pin stands for. */
  readonly answersInputs?: readonly string[];
  /** Build arguments without a default that the value waits for: no pin when all that give them are known. */
  readonly awaitsArguments?: readonly string[];
  /** The build argument that the pin is the value of. */
  readonly answersArgument?: string;
  /** No pin at all: this build argument is given a value that is not known here. */
  readonly leavesArgumentOpen?: string;
  /** The file that makes Go of what the pin’s own file only sets. */
  readonly readBy?: string;
  /** The pin counts only if this build argument is taken by another pin. */
  readonly givesArgument?: string;
}

/** What a pin comes to, given the releases known today. */
export interface PinResolution {
  /** Releases the pin may select today; the first is the one it names or the newest. */
  readonly releases: readonly string[];
  readonly verdict: Verdict;
  /** True when the same text may select another release on another day or another machine. */
  readonly floating: boolean;
  /** The rule that decided, in a sentence or two, safe to print. */
  readonly detail: string;
}

/** A change of one file that rids it of one affected pin. */
export interface Edit {
  readonly file: string;
  readonly startOffset: number;
  readonly endOffset: number;
  readonly newText: string;
  /** True when it may be made without asking. */
  readonly certain: boolean;
  readonly reason: string;
}
