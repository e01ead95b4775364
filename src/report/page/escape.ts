/** Escaping for each markup. All sanitise first, so that no control byte and no hidden direction mark gets through. */
import { sanitiseLine, sanitiseText } from '../../text/sanitise.js';

const entities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

/**
 * For the text and the quoted attributes of HTML and of XML 1.0. Newlines stay. `sanitiseText` has already made visible
 * the characters that XML forbids even as a reference (https://www.w3.org/TR/xml/#charsets).
 */
export function escapeMarkup(text: string): string {
  return sanitiseText(text).replaceAll(/[&<>"']/g, (character) => entities.get(character) ?? character);
}

/**
 * Texts of which GitHub makes references, so that an issue that merely mentions another one is listed there:
 * `owner/name#1`, `#1`, `GH-1`, the address of an issue or a commit, a commit's hash. It makes none in code. Every part
 * is bounded, so that no text takes long.
 * https://docs.github.com/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
 */
const reference =
  /(https?:\/\/(?:www\.)?github\.com\/[\w.-]{1,100}\/[\w.-]{1,100}\/(?:issues|pull|commit|discussions)\/[\w/#?=.&-]{1,200}|(?:[\w.-]{1,100}(?:\/[\w.-]{1,100})?)?#\d{1,10}|\bGH-\d{1,10}|\b(?=[a-f]{0,39}\d)(?=\d{0,39}[a-f])[\da-f]{7,40}\b)/gi;

/**
 * One line of Markdown text in which nothing is markup, no `@name` notifies anybody, nothing refers to an issue and no
 * cell ends.
 */
export function escapeMarkdown(text: string): string {
  // A split by one group: what it matched is at the odd places.
  const pieces = sanitiseLine(text).trim().split(reference);
  return pieces.map((piece, index) => (index % 2 === 1 ? codeSpan(piece) : escapePiece(piece))).join('');
}

function escapePiece(text: string): string {
  return text
    .replaceAll(/[\\`*_{}[\]<>|~]/g, String.raw`\$&`)
    .replaceAll('&', '&amp;')
    .replace(/^[#+=-]/, String.raw`\$&`)
    .replace(/^(\d+)([.)](?:\s|$))/, String.raw`$1\$2`)
    .replaceAll(mention, '$1@<!-- -->');
}

/** The same for a line that Markdown leaves to HTML, such as a `<summary>`. */
export function escapeMarkdownHtml(text: string): string {
  const pieces = sanitiseLine(text).trim().split(reference);
  return pieces
    .map((piece, index) => (index % 2 === 1 ? `<code>${escapeMarkup(piece)}</code>` : escapeHtmlPiece(piece)))
    .join('');
}

const escapeHtmlPiece = (text: string): string => escapeMarkup(text).replaceAll(mention, '$1@<!-- -->');

const mention = /(^|\W)@(?=\w)/g;

/** One line of code in a text. */
export function codeSpan(text: string): string {
  const content = sanitiseLine(text).trim();
  const fence = '`'.repeat(longestRun(content, 0) + 1);
  const space = /^`|`$/.test(content) ? ' ' : '';
  return `${fence}${space}${content}${space}${fence}`;
}

/** A fenced block that its content cannot close. `language` is a word of ours: `sh`. */
export function fenceMarkdown(text: string, language = ''): string {
  const content = sanitiseText(text).replace(/\n+$/, '');
  const fence = '`'.repeat(longestRun(content, 2) + 1);
  return `${fence}${language}\n${content}\n${fence}`;
}

/** The length of the longest run of backticks, or `least` if there is no longer one. */
function longestRun(text: string, least: number): number {
  let longest = least;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
}
