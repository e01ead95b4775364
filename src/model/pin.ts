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
  | 'docker-download'
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
    }
  /** The newest release, or the newest of the line before it. */
  | { readonly kind: 'alias'; readonly alias: 'stable' | 'oldstable' }
  /**
   * Whatever another file of the repository says; `path` is relative to the repository's root. `ignoresToolchain`: only
   * the `go` line of a go.mod counts.
   */
  | { readonly kind: 'file'; readonly path: string; readonly ignoresToolchain: boolean }
  /** An image digest decides; what the tag beside it says is a hint. */
  | { readonly kind: 'digest'; readonly digest: string; readonly tag: Requirement | null }
  /** It depends on something outside of this file. */
  | { readonly kind: 'unresolved'; readonly why: string }
  /** This tool cannot read it. */
  | { readonly kind: 'not-understood'; readonly why: string };

/** Where a release would be written to change the pin. */
export type EditPlace =
  /** The characters of the version itself, without quotes, `go` or suffix. `doubt` says why an edit is not certain. */
  | { readonly kind: 'version'; readonly span: Span; readonly doubt: string | null }
  /** The version in an image tag; `variant` is what follows it (`alpine3.20`), '' when nothing does. */
  | {
      readonly kind: 'image-tag';
      readonly span: Span;
      readonly variant: string;
      readonly doubt: string | null;
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
  | { readonly kind: 'none'; readonly why: string };

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
