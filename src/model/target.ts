/** What a program is built for and run with. One target is one column of a matrix. */
export interface Target {
  readonly goos: string;
  readonly goarch: string;
  /** `glibc`, `musl`, `msvcrt`, `libSystem`, or `unknown`. */
  readonly libc: string;
  /** The C compiler's command, as given to Go in CC. */
  readonly cc: string;
  readonly buildmode: BuildMode;
  /** Command that runs the program (`qemu-aarch64-static -L …`); null when it runs natively. */
  readonly runner: readonly string[] | null;
  /** Race detector on: changes what the preemption probe can tell. */
  readonly race: boolean;
}

export const buildModes = ['exe', 'pie'] as const;
export type BuildMode = (typeof buildModes)[number];

/** What a report may say: `plugin` and `shared` are only met, never built; `any`: the answer holds for all of them. */
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
