import type { Target } from '../model/target.js';
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
export const executableName = ({ goos }: Target, name: string): string =>
  goos === 'windows' ? `${name}.exe` : name;
