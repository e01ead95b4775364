/** Names of the report formats and the reading of `--format` and `-o`. Loads nothing else, so `--help` stays fast. */
import { ReproError } from '../../model/errors.js';
import { chooseFrom } from '../../text/nearest.js';
import { quotedWord } from '../../text/quoted-word.js';
import { quotedForShell } from '../../text/shell-words.js';

export const formats = [
  'text',
  'json',
  'markdown',
  'issue',
  'html',
  'junit',
  'sarif',
  'github',
  'gitlab',
] as const;
export type Format = (typeof formats)[number];

/** The destination of one rendering. `file` is `-` for standard output. */
export interface Destination {
  readonly format: Format;
  readonly file: string;
}

/** The format that a file's extension suggests. `.json` and `.xml` have one likely meaning here. */
const formatByExtension: ReadonlyMap<string, Format> = new Map([
  ['txt', 'text'],
  ['log', 'text'],
  ['json', 'json'],
  ['md', 'markdown'],
  ['markdown', 'markdown'],
  ['html', 'html'],
  ['htm', 'html'],
  ['xml', 'junit'],
  ['sarif', 'sarif'],
]);

export function parseFormat(text: string): Format {
  const format = formats.find((known) => known === text);
  if (format !== undefined) return format;
  throw new ReproError('usage', `there is no report format ${quotedWord(text)}`, {
    hint: `${chooseFrom(text, formats)} A file with a = in its name is written as ./NAME.`,
  });
}

/**
 * Reads `-o format=FILE` or `-o FILE`. Without a format the extension decides, or `fallback` (the `--format`) if there
 * is none. A prefix that looks like a format but is not one is a mistake and not part of a file's name; `./a=b.json` is
 * a file's name.
 */
export function parseDestination(text: string, fallback: Format): Destination {
  const [, name, named] = /^([a-z]+)=(.*)$/s.exec(text) ?? [];
  const file = named ?? text;
  if (file === '') {
    throw new ReproError('usage', `-o ${text}: the file name is missing`, {
      hint: 'Write -o FILE, -o format=FILE, or - for standard output',
    });
  }
  return { format: name === undefined ? formatOfFile(file, fallback) : parseFormat(name), file };
}

/**
 * A name without an extension, as of a pipe, gets the fallback. So does `$(mktemp)`, whose ten letters are no extension. One
 * that means nothing is a mistake, unless --format has said which format is wanted.
 */
function formatOfFile(file: string, fallback: Format): Format {
  if (/\.sarif\.json$/i.test(file)) return 'sarif';
  const [, extension = ''] = /[^/\\]\.([a-z]\w{0,7})$/i.exec(file) ?? [];
  const format = formatByExtension.get(extension.toLowerCase());
  if (format !== undefined) return format;
  if (extension === '' || fallback !== 'text') return fallback;
  throw new ReproError('usage', `-o ${file}: no report format has the extension .${extension}`, {
    hint: `Name the format: -o ${fallback}=${quotedForShell(file)}. Formats: ${formats.join(', ')}. Extensions: ${[...formatByExtension.keys()].map((one) => `.${one}`).join(' ')}`,
  });
}
