/** The meaning of each kind of finding, for `explain` and the documentation; a bug can add to some. */
import type { FindingKind } from './finding.js';

export interface FindingText {
  readonly title: string;
  /** Paragraphs: the finding, and what to do. */
  readonly explanation: readonly string[];
}

export const findingTexts = {
  'affected-toolchain': {
    title: 'a Go toolchain whose runtime source has the bug',
    explanation: [
      'Every cgo program built with it has the bug, no matter what its VERSION file says. Nothing was run: its sources were read.',
      'Build with the release that the report names. With --run the toolchain is also asked by a program built with it.',
    ],
  },
  'affected-binary': {
    title: 'a compiled file whose Go runtime has the bug in its machine code',
    explanation: [
      'Its machine code was followed. Neither the file’s version nor its name was trusted.',
      'Rebuild it with a release that has the fix.',
    ],
  },
  'affected-pin': {
    title: 'a place in a repository that selects an affected Go release',
    explanation: [
      'The report names file and line, the release that the pin resolves to, and the smallest edit. `gate --dry-run` prints the edits that are certain as a diff, `gate --fix` makes them.',
      'A go.mod names a minimum: an older local Go switches to exactly that release, a newer one is used as it is.',
    ],
  },
  'undecided-toolchain': {
    title: 'a Go toolchain whose runtime source could not be judged',
    explanation: [
      'The source files are missing, or written in a way that is not understood. That is not an all-clear.',
      'Give --run: a program built with the toolchain is then asked.',
    ],
  },
  'undecided-binary': {
    title: 'a compiled Go file whose machine code could not be judged',
    explanation: [
      'The reason is in the report: a damaged file, a processor that is not read, or code that is not understood. That is not an all-clear.',
      'Judge the toolchain that built it instead: `cgoprof-repro gate GOROOT`.',
    ],
  },
  'undecided-pin': {
    title: 'a place that pins Go in a way that could not be resolved',
    explanation: [
      'The deciding value is elsewhere (a variable, a digest, another file), the release is not known, or the file is of a kind that is named but not understood.',
      'Pin an exact release, or accept the finding in the policy, with a reason and a date.',
    ],
  },
  'undecided-mention': {
    title: 'a line that states an affected Go release, and no rule says what reads it',
    explanation: [
      'Every text file of a repository is searched for words that state a Go release: `golang:1.23.4`, `GO_VERSION = "1.22.1"`, `go1.21.5.linux-amd64`. Words that no reader of pins explains are reported, because a build may use them. Prose, tests, examples in documentation and lock files of other languages are named if they state an affected release, and decide nothing; Go sources and vendored files are not searched.',
      'Change it to a fixed release, or accept the file in the policy if no build reads it, with a reason and a date.',
    ],
  },
  'missing-subject': {
    title: 'something that was named but does not exist',
    explanation: [
      'A subject names a file, folder, release or process that does not exist, or its pattern matches nothing: on the command line, in a list, or in the policy. A typing error must not pass for an all-clear, so the gate exits with 1, or with 3 if something else fails it.',
      'Correct the name, or remove it from the policy.',
    ],
  },
  'unread-file': {
    title: 'a subject that could not be read',
    explanation: [
      'It is not readable, is not a regular file, changed while it was read, or holds nothing that can be judged. The other subjects were judged nevertheless.',
    ],
  },
  'unread-archive': {
    title: 'an archive, or a member of one, that could not be looked into',
    explanation: [
      'It is damaged or encrypted, packed in a way that this tool does not know, nested too deeply, or unpacks to an absurd size. For xz, bzip2 and zstd, the command of that name has to be on PATH.',
      'Or unpack it yourself and gate the result.',
    ],
  },
  'not-understood': {
    title: 'data that was not understood and may hold native code',
    explanation: [
      'No reader knows the file, and something in it looks like a program, a Go runtime or an archive: the report says what, and where. Or it is data of an unknown kind, and the policy says `unknown-data: undecided`.',
      'Extract its content and gate that, or gate the files that it was made of.',
    ],
  },
  'nothing-found': {
    title: 'a subject in which there is nothing to judge',
    explanation: [
      'Nothing in it is compiled, and nothing pins Go. A gate that judged nothing must not pass. Give the folder that has the go.mod, or -r to look at every compiled file and archive.',
    ],
  },
} as const satisfies Record<FindingKind, FindingText>;
