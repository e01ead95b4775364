import type { Target } from './target.js';

/** One source file of a program, path relative to the module's root, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly content: string;
}

/** The Go and C sources of a program: a module that plain `go build` builds. */
export interface Sources {
  readonly files: readonly SourceFile[];
  /** SHA-256 over paths and contents, hex. */
  readonly hash: string;
}

/** Sources that come with this tool, below go-fixtures/ and c-fixtures/. */
export interface Fixture extends Sources {
  readonly name: string;
}

/** A built binary that carries all probes. */
export interface Program {
  readonly file: string;
  readonly target: Target;
  /** The version in the binary's build info: `go1.23.0`. Checked against the intended toolchain. */
  readonly goVersion: string;
  /** `CGO_ENABLED`, `-buildmode`, `-race`, … as the build info records them. */
  readonly buildSettings: Readonly<Record<string, string>>;
  /** Offsets, in bytes, of the fields that its questions need (`runtime.g.m`), as far as its debug information has them. */
  readonly offsets: Readonly<Record<string, number>>;
  readonly cached: boolean;
}

/** Settings of the program's behaviour; the same for every probe. */
export interface ProgramSettings {
  /** Levels of Go callbacks: 1 is a plain callback, a control; 2 shows the bug. */
  readonly depth: number;
  readonly threads: number;
  readonly threadOrigin: 'c' | 'go';
  readonly threadReuse: boolean;
  readonly profileHz: number;
}

export const defaultProgramSettings: ProgramSettings = {
  depth: 2,
  threads: 2,
  threadOrigin: 'c',
  threadReuse: true,
  profileHz: 100,
};

/** A failed build, in the compiler's own words. */
export interface BuildFailure {
  readonly kind: 'build-failed' | 'wrong-toolchain' | 'no-c-compiler';
  /**
   * The thing that has to change: the source of the toolchain, as far as is known, or something of this machine or
   * target.
   */
  readonly fault: 'source' | 'environment';
  /** One line: the problem, if it is known. */
  readonly summary: string;
  /** The thing to install or change; null if nothing is known. */
  readonly hint: string | null;
  /** The compiler's output, escapes stripped, capped. */
  readonly log: string;
}
