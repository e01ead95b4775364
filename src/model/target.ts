/**
 * The things that a program is built for and run with. One target is one column of a matrix. Plain data: it can be
 * compared and saved.
 */
export interface Target {
  readonly goos: string;
  readonly goarch: string;
  /**
   * C library that programs are expected to link against: `glibc`, `musl`, `msvcrt`, `ucrt`, `libSystem` and others, or
   * `unknown`. The target of a built program has the one that was found in it.
   */
  readonly libc: string;
  /** The C compiler's command, as given to Go in CC. */
  readonly cc: string;
  readonly buildmode: BuildMode;
  /** Race detector on: changes what the preemption probe can tell. */
  readonly race: boolean;
  /** Command that runs the program (`qemu-aarch64-static -L …`); null when it runs natively. */
  readonly runner: readonly string[] | null;
  /** Factor on every time limit, measured: 1 is a program that runs natively. */
  readonly slowness: number;
  /** Further settings of the go command, beside GOOS, GOARCH and CC: `GOARM=7`. */
  readonly environment: Readonly<Record<string, string>>;
  /** Flags of the C compiler, beside those that cgo uses of itself. */
  readonly cFlags: readonly string[];
  /** Flags of Go's linker (`-ldflags`), one word each. */
  readonly linkerFlags: readonly string[];
}

export const buildModes = ['exe', 'pie'] as const;
export type BuildMode = (typeof buildModes)[number];

/**
 * The build modes that a report may contain: `plugin` and `shared` are only found, never built; `any` means that the
 * answer holds for all of them.
 */
export const reportedBuildModes = [
  ...buildModes,
  'c-archive',
  'c-shared',
  'plugin',
  'shared',
  'unknown',
  'any',
] as const;
export type ReportedBuildMode = (typeof reportedBuildModes)[number];
