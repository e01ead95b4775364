/** Pieces of mdoc(7), the language of man pages. */

const widest = 78;

/** Running text: each sentence begins a line, as mdoc wants it. */
export function text(words: string): string[] {
  return words
    .split(/(?<=[.!?][)”]?) +(?=\S)/)
    .flatMap((sentence) => broken(escaped(sentence)))
    .map(asText);
}

function broken(sentence: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of sentence.split(' ')) {
    if (line !== '' && line.length + word.length + 1 > widest) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** Lines that stay as they are. */
export const literal = (lines: readonly string[]): string[] => [
  '.Bd -literal -offset indent',
  ...lines.map((line) => asText(escaped(line))),
  '.Ed',
];

export const section = (title: string, lines: readonly string[]): string[] => [`.Sh ${title}`, ...lines];
export const subsection = (title: string, lines: readonly string[]): string[] => [`.Ss ${title}`, ...lines];

/** A list of terms; each is given as the arguments of `.It`. */
export const list = (
  items: readonly { readonly term: string; readonly lines: readonly string[] }[],
): string[] =>
  items.length === 0
    ? []
    : ['.Bl -tag -width Ds', ...items.flatMap(({ term, lines }) => [`.It ${term}`, ...lines]), '.El'];

/** Paragraphs, with a break before each but the first; literal text brings its own. */
export const paragraphs = (blocks: readonly (readonly string[])[]): string[] =>
  blocks.flatMap((block, index) =>
    index === 0 || block[0]?.startsWith('.Bd') === true ? block : ['.Pp', ...block],
  );

const characters: ReadonlyMap<string, string> = new Map([
  ['\\', '\\e'],
  ['…', '...'],
  ['“', '\\(lq'],
  ['”', '\\(rq'],
  ['’', '\\(cq'],
  // Else it is printed as a hyphen, which no shell understands.
  ['-', '\\-'],
]);

export const escaped = (words: string): string =>
  words.replaceAll(/[\\…“”’-]/g, (character) => characters.get(character) ?? character);

/** A line that begins with one of these would be a request. */
const asText = (line: string): string => (/^[.']/.test(line) ? `\\&${line}` : line);

/** One argument of a macro: quoted if it has spaces, and never taken for a macro. */
export function argument(word: string): string {
  const safe = escaped(word);
  if (/[\s"]/.test(safe)) return `"${safe.replaceAll('"', '""')}"`;
  return /^(?:[A-Z][a-z]|[.,;:!?()[\]|]$)/.test(safe) ? `\\&${safe}` : safe;
}
