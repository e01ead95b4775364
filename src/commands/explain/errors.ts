import type { ErrorCode } from '../../model/errors.js';
import type { Topic } from '../../model/topic.js';

const errorTexts = {
  usage: {
    means: 'Options or arguments do not fit together.',
    remedy: 'Run the command with --help. The exit code is 2.',
  },
  'bad-spec': {
    means: 'The text after --go is not a release, line, range, word or path.',
    remedy:
      'Write 1.23.0, 1.23, 1.23.x, 1.22..1.24, ">=1.22 <1.25", all, supported, latest, oldstable, installed, local, or a path with a slash. The exit code is 2.',
  },
  'unknown-release': {
    means: 'No Go release of that name is known.',
    remedy: 'Choose one of the nearest releases that the message names. The exit code is 2.',
  },
  'release-refused': {
    means: 'The module proxy does not serve this release; for some old ones it answers 403 or 404.',
    remedy:
      'Choose a neighbouring release, install this one yourself and give its folder with --go PATH, or set another GOPROXY.',
  },
  offline: {
    means: 'Something would have to be fetched, and --offline, GOPROXY=off or a missing network forbids it.',
    remedy:
      'Fetch it ahead of time with `cgoprof-repro toolchain install`, or use what `cgoprof-repro toolchain list` shows.',
  },
  network: {
    means: 'A download failed on the way: name resolution, proxy, TLS, or a connection that broke.',
    remedy: 'Run `cgoprof-repro doctor`; check GOPROXY and HTTPS_PROXY.',
  },
  'no-go': {
    means: 'No suitable go command was found; downloads need Go 1.21 or newer.',
    remedy: 'Install Go with the system’s packages, or put one on PATH.',
  },
  'no-c-compiler': {
    means:
      'The program is written in Go and C, and there is no C compiler, or the one that --cc or CC names is missing.',
    remedy: 'Install gcc or clang with the C library’s headers; `cgoprof-repro doctor` says how.',
  },
  'bad-toolchain': {
    means: 'A folder is not the Go toolchain that it claims to be, or does not run.',
    remedy: 'Reinstall it, or remove it with `cgoprof-repro toolchain remove` if this tool has installed it.',
  },
  'build-failed': {
    means: 'The program does not build with this toolchain, for the reason that the compiler gives.',
    remedy:
      'Read the compiler’s words below the message. A failed build is never counted as affected or clean.',
  },
  'cache-unwritable': {
    means: 'The cache folder cannot be written.',
    remedy: 'Choose another with --cache-dir DIR or CGOPROF_REPRO_CACHE.',
  },
  'disk-full': {
    means: 'There is no space left where something had to be written.',
    remedy:
      'Run `cgoprof-repro toolchain prune --keep-last 2`, set --max-cache-size, or choose another place.',
  },
  'bad-file': {
    means: 'A file cannot be read or written, or has the wrong content.',
    remedy: 'Check the path that the message names.',
  },
  interrupted: {
    means: 'Ctrl-C or a signal ended the work. The report has the results so far.',
    remedy: 'Run the same command again: installed toolchains and built programs are used again.',
  },
  environment: {
    means: 'The machine does not let the tool do its work, for a reason that has no code of its own.',
    remedy: 'Run `cgoprof-repro doctor`.',
  },
} as const satisfies Record<ErrorCode, { readonly means: string; readonly remedy: string }>;

export const errorTopics: readonly Topic[] = Object.entries(errorTexts).map(([name, { means, remedy }]) => ({
  group: 'error',
  name,
  title: `Error ${name}`,
  paragraphs: [means],
  facts: [{ label: 'What to do', text: remedy }],
}));
