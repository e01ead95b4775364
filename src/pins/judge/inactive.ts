/** Pins that choose nothing where they are: they are reported, but do not decide. */

/** CI systems read these at the root of a repository only. */
const rootOnly: readonly { readonly file: RegExp; readonly reader: string }[] = [
  { file: /(?:^|\/)\.github\/workflows\/[^/]+$/, reader: 'GitHub' },
  { file: /(?:^|\/)\.forgejo\/workflows\/[^/]+$/, reader: 'Forgejo' },
  { file: /(?:^|\/)\.gitea\/workflows\/[^/]+$/, reader: 'Gitea' },
  { file: /(?:^|\/)\.travis\.yml$/, reader: 'Travis' },
  { file: /(?:^|\/)\.woodpecker(?:\.ya?ml$|\/)/, reader: 'Woodpecker' },
  { file: /(?:^|\/)\.circleci\//, reader: 'CircleCI' },
  { file: /(?:^|\/)bitbucket-pipelines\.yml$/, reader: 'Bitbucket' },
  { file: /(?:^|\/)\.cirrus\.yml$/, reader: 'Cirrus CI' },
  { file: /(?:^|\/)\.semaphore\//, reader: 'Semaphore' },
];

const copies = /^(?:third[-_]?party|3rd[-_]?party|vendor|node_modules|bower_components|Godeps)$/i;
const testData = /^(?:test[-_]?(?:data|files)|(?:test[-_]?)?fixtures|__fixtures__|goldens?|__snapshots__)$/i;

/**
 * Says why nothing reads the file, as the end of a sentence; null for all others.
 * @param file relative to the repository, or to the subject in it, with `/`
 */
export function whyInactive(file: string): string | null {
  const folders = file.split('/').slice(0, -1);
  const copy = folders.find((name) => copies.test(name));
  if (copy !== undefined) return `it lies in ${copy}, among copies of others’ files`;
  const data = folders.find((name) => testData.test(name));
  if (data !== undefined)
    return `it lies in ${data}, a folder of test data; name it as a subject to judge it`;
  const read = rootOnly.find(({ file: pattern }) => pattern.test(file));
  // If the first folder is the CI system’s own, the file is at the root.
  return read === undefined || read.file.exec(file)?.index === 0
    ? null
    : `it is inactive: ${read.reader} reads such a file only at the root of a repository`;
}
