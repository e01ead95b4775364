import type { Target } from '../model/target.js';

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
    ...(cFlags.length === 0 ? {} : { CGO_CFLAGS: ['-g', '-O2', ...cFlags].map(quoted).join(' ') }),
  };
}

/** The flags of `go build` that belong to this target. */
export function goFlags({ buildmode, race, linkerFlags }: Target): string[] {
  return [
    `-buildmode=${buildmode}`,
    ...(race ? ['-race'] : []),
    ...(linkerFlags.length === 0 ? [] : [`-ldflags=${linkerFlags.map(quoted).join(' ')}`]),
  ];
}

/** The name of an executable file. */
export const executableName = ({ goos }: Target, name: string): string =>
  goos === 'windows' ? `${name}.exe` : name;

/** Quotes a word as Go splits lists of flags: words with spaces in quotes, which cannot be escaped within. */
const quoted = (word: string): string =>
  /^[^\s'"]+$/.test(word) ? word : word.includes("'") ? `"${word}"` : `'${word}'`;
