/** Knows causes of failed builds that the compiler's output shows, each with advice. Pure. */
interface KnownFailure {
  readonly pattern: RegExp;
  readonly summary: string;
  readonly hint: string;
}

const installCompiler =
  'Debian, Ubuntu: apt-get install gcc libc6-dev\nFedora: dnf install gcc glibc-devel\nAlpine: apk add gcc musl-dev\nmacOS: xcode-select --install';

const knownFailures: readonly KnownFailure[] = [
  {
    pattern: /C compiler "?[^"\n]*"? not found|exec: "[^"\n]+": executable file not found/,
    summary: 'there is no C compiler',
    hint: `Install one, or name yours with --cc or CC:\n${installCompiler}`,
  },
  {
    pattern:
      /fatal error: (?:stdlib|stdio|pthread|errno|signal)\.h: No such file|'(?:stdlib|stdio)\.h' file not found/,
    summary: 'the C library has no headers',
    hint: `Install the C library's development package:\n${installCompiler}`,
  },
  {
    pattern: /cannot find (?:crt1\.o|-lpthread|-lc\b)|library 'System' not found/,
    summary: 'the linker does not find the C library',
    hint: `Install the C library's development package:\n${installCompiler}`,
  },
  {
    pattern: /asm\/errno\.h: No such file/,
    summary: 'the kernel headers for this architecture are missing',
    hint: 'Install the cross compiler’s libc package (libc6-dev-…-cross), or name their folder: --cc "gcc -isystem FOLDER".',
  },
  {
    pattern: /No space left on device|ENOSPC/,
    summary: 'the disk is full',
    hint: 'Free some space, or put the cache elsewhere with --cache-dir.',
  },
  {
    pattern: /signal: killed|ld terminated with signal 9/,
    summary: 'the compiler was killed, most likely for want of memory',
    hint: 'Free some memory and try again.',
  },
  {
    pattern: /unsupported GOOS\/GOARCH pair|cmd\/go: unsupported/,
    summary: 'this release does not know the target',
    hint: 'Run `go tool dist list` with it to see what it knows.',
  },
];

/** The first known cause that the log shows, or null. */
export function knownFailure(log: string): { summary: string; hint: string } | null {
  return knownFailures.find(({ pattern }) => pattern.test(log)) ?? null;
}
