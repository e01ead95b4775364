/**
 * Spellings of releases that people have at hand, and that are no SPEC: names of images and archives, the answer of
 * `go version`, lines of go.mod, ranges as other tools write them. One row a form; the first that fits says it as a SPEC. Pure.
 */

export interface LooseSpelling {
  /** One example, as typed. The documents have the same list. */
  readonly example: string;
  readonly form: RegExp;
  /** The SPEC, made of the groups of the form; null if the form fits and still names nothing. */
  readonly spelled: (groups: readonly string[]) => string | null;
}

const first = ([one = '']: readonly string[]): string => one;

/** Registries that serve Docker's official image unchanged. Images of others may hold a patched Go. */
const registry =
  '(?:(?:index\\.|registry-1\\.)?docker\\.io\\/|mirror\\.gcr\\.io\\/|public\\.ecr\\.aws\\/docker\\/)?(?:library\\/)?';
/** One end of a range: a line, a release or a candidate. */
const end = '((?:go|v)?\\d{1,3}\\.\\d{1,3}(?:\\.\\d{1,4})?(?:(?:beta|rc)\\d{1,3})?)';

export const looseSpellings: readonly LooseSpelling[] = [
  {
    example: 'go version go1.23.0 linux/amd64',
    form: /^go version (go\d[\w.]{0,30})(?: X:[\w,]{1,200})? \w{1,20}\/\w{1,20}$/,
    spelled: first,
  },
  {
    example: 'golang:1.23.0-bookworm',
    form: new RegExp(`^${registry}golang:([\\w.]{1,40})(?:-[\\w.-]{1,60})?(?:@sha256:[0-9a-f]{64})?$`),
    spelled: ([tag = '']) => ofTag(tag),
  },
  {
    example: 'go1.23.0.linux-amd64.tar.gz',
    form: /^(?:https:\/\/go\.dev\/dl\/)?(?:golang\.org\/toolchain@)?(?:v0\.0\.1-)?(go\d[\w.]{0,30}?)\.(?:[a-z\d]{1,12}-[a-z\d]{1,12}|src)(?:\.tar\.gz|\.zip|\.msi|\.pkg)?$/,
    spelled: first,
  },
  // A value of GOTOOLCHAIN.
  { example: '1.23.0+auto', form: /^((?:go)?\d[\w.]{0,30})\+(?:auto|path)$/, spelled: first },
  // Lines of go.mod, .tool-versions and of package managers.
  {
    example: 'go@1.23.0',
    form: /^(?:go|golang|toolchain)(?: {1,3}|[@=:-])((?:go|v)?\d[\w.]{0,30})$/i,
    spelled: first,
  },
  {
    example: '1.24-rc1',
    form: /^(?:go|v)?(\d{1,3}\.\d{1,3})(?:\.0)?[-. ]?(beta|rc)[-. ]?(\d{1,3})$/i,
    spelled: ([line = '', kind = '', number = '']) => `go${line}${kind.toLowerCase()}${number}`,
  },
  {
    example: '1.23.0..1.23.2',
    form: new RegExp(`^${end} {0,3}(?:\\.\\.\\.?|[-\u2013\u2014]| to ) {0,3}${end}$`, 'i'),
    spelled: ([from = '', to = '']) => `${from} - ${to}`,
  },
  // Quotation marks that a shell has left in place.
  { example: '"1.23.0"', form: /^(["'])([^"']{1,100})\1$/, spelled: ([, inner = '']) => inner },
  {
    example: 'Go1.23.0',
    form: /^go(\d[\w.]{0,30})$/i,
    spelled: ([version = '']) => `go${version.toLowerCase()}`,
  },
];

/** The Go of a tag of the official image; its operating system is behind the hyphen, or stands alone. */
function ofTag(tag: string): string | null {
  if (/^\d{1,3}\.\d/.test(tag)) return tag;
  if (tag === 'tip') return null;
  return /^(?:1|latest|[a-z]+[\d.]*)$/.test(tag) ? 'latest' : null;
}

/** Says a loose spelling as a SPEC, or returns null. */
export function readLoosely(text: string): string | null {
  for (const { form, spelled } of looseSpellings) {
    const match = form.exec(text);
    if (match !== null) return spelled(match.slice(1).map((group) => group ?? ''));
  }
  return null;
}

/** Words for Go's development tree, which is no release. */
export const isTip = (text: string): boolean =>
  /^(?:go)?tip$|^(?:golang:tip.{0,40})$|^(?:master|main|head|devel)$|^release-branch\.go[\d.]{1,8}$/i.test(
    text,
  );
