import { isLibrary, type Target } from '../model/target.js';
import { joinGoWords } from '../text/go-words.js';

/** The environment that makes a go command build for this target with this C compiler. */
export function goEnvironment(
  { goos, goarch, environment, cFlags }: Target,
  compiler: string,
): Record<string, string> {
  return {
    ...environment,
    GOOS: goos,
    GOARCH: goarch,
    CGO_ENABLED: '1',
    CC: compiler,
    // The variable replaces the flags that cgo uses by default.
    ...(cFlags.length === 0 ? {} : { CGO_CFLAGS: joinGoWords(['-g', '-O2', ...cFlags]) }),
  };
}

/** The flags of `go build` that belong to this target. */
export function goFlags({ buildmode, race, linkerFlags }: Target): string[] {
  return [
    `-buildmode=${buildmode}`,
    ...(race ? ['-race'] : []),
    // Compressing the debug information, and finding out if the C linker can, takes longer than writing it.
    `-ldflags=${joinGoWords(['-compressdwarf=false', ...linkerFlags])}`,
  ];
}

/** The name of an executable file. */
export const executableName = ({ goos }: Pick<Target, 'goos'>, name: string): string =>
  goos === 'windows' ? `${name}.exe` : name;

/** The name of the library that Go makes; null if Go makes the program itself. */
export function libraryName(
  { goos, buildmode }: Pick<Target, 'goos' | 'buildmode'>,
  name: string,
): string | null {
  if (!isLibrary(buildmode)) return null;
  if (buildmode === 'c-archive') return `lib${name}.a`;
  return `lib${name}.${goos === 'darwin' ? 'dylib' : 'so'}`;
}

/** Libraries of macOS that Go's runtime uses: an archive does not carry their names. */
const appleFrameworks = ['-framework', 'CoreFoundation', '-framework', 'Security', '-lresolv'];

/**
 * The arguments with which the C compiler makes the C program of a library, which lies beside it.
 * @param source the C file
 * @param library the library's name, in the folder in which the compiler runs
 */
export function hostArguments(
  { goos, buildmode, load, isStatic, cFlags }: Target,
  { source, library, output }: Readonly<Record<'source' | 'library' | 'output', string>>,
): string[] {
  const beside = `-Wl,-rpath,${goos === 'darwin' ? '@loader_path' : '$ORIGIN'}`;
  const how =
    buildmode === 'c-archive'
      ? [library, ...(goos === 'darwin' ? appleFrameworks : [])]
      : load === 'dlopen'
        ? ['-ldl', beside]
        : ['-L.', ...(goos === 'darwin' ? [library] : [`-l:${library}`]), beside];
  return [
    '-O2',
    '-g',
    ...cFlags,
    ...(load === 'dlopen' ? [`-DLIBRARY=${library}`] : []),
    ...(isStatic ? ['-static'] : []),
    '-o',
    output,
    source,
    ...how,
    '-pthread',
  ];
}
