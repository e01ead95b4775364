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
  /** How the C program of a library gets at it; null if Go makes the program itself. */
  readonly load: LibraryLoad | null;
  /** The thread of C that calls Go: one that C makes for it, or the one in which C's main function runs. */
  readonly thread: CallingThread;
  /** Race detector on: changes what the preemption probe can tell. */
  readonly race: boolean;
  /** The C library becomes a part of the program. */
  readonly isStatic: boolean;
  /** What runs the program; null when the system itself does. */
  readonly runner: Runner | null;
  /** Further settings of the go command, beside GOOS, GOARCH and CC: `GOARM=7`. */
  readonly environment: Readonly<Record<string, string>>;
  /** Flags of the C compiler, beside those that cgo uses of itself. */
  readonly cFlags: readonly string[];
  /** Flags of Go's linker (`-ldflags`), one word each. */
  readonly linkerFlags: readonly string[];
  /** The conditions under which the program runs. */
  readonly conditions: Conditions;
}

export const buildModes = ['exe', 'pie', 'c-shared', 'c-archive'] as const;
export type BuildMode = (typeof buildModes)[number];

/** A library that C uses, instead of a program. */
export const isLibrary = (buildmode: string): boolean =>
  buildmode === 'c-shared' || buildmode === 'c-archive';

/** `linked`: when the program is made. `dlopen`: by the running program. */
export const libraryLoads = ['linked', 'dlopen'] as const;
export type LibraryLoad = (typeof libraryLoads)[number];

export const callingThreads = ['own', 'main'] as const;
export type CallingThread = (typeof callingThreads)[number];

/**
 * What runs a program that the system cannot. `qemu-user` translates it block by block, which decides where a signal is
 * seen. A `template` is somebody's own command, with `{}` where the program's file goes; it may run it on another machine.
 */
export interface Runner {
  readonly kind: 'qemu-user' | 'wine' | 'template';
  readonly command: readonly string[];
}

/** How the program finds its process: nothing of it is in the program. */
export interface Conditions {
  /** Variables beside those that any process needs: `GODEBUG`. */
  readonly variables: Readonly<Record<string, string>>;
  /** Limits by their name in prlimit(1), in its units: `stack` in bytes. */
  readonly limits: Readonly<Record<string, number>>;
  /** False: the system puts everything at the same addresses each time. */
  readonly randomAddresses: boolean;
}

export const usualConditions: Conditions = { variables: {}, limits: {}, randomAddresses: true };

/**
 * The build modes that a report may contain: `plugin` and `shared` are only found, never built; `any` means that the
 * answer holds for all of them.
 */
export const reportedBuildModes = [...buildModes, 'plugin', 'shared', 'unknown', 'any'] as const;
export type ReportedBuildMode = (typeof reportedBuildModes)[number];
