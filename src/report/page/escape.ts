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

/** One line of Markdown text in which nothing is markup, no `@name` notifies anybody and no cell ends. */
export function escapeMarkdown(text: string): string {
  return sanitiseLine(text)
    .trim()
    .replaceAll(/[\\`*_{}[\]<>|~]/g, String.raw`\$&`)
    .replaceAll('&', '&amp;')
    .replace(/^[#+=-]/, String.raw`\$&`)
    .replace(/^(\d+)([.)](?:\s|$))/, String.raw`$1\$2`)
    .replaceAll(/(^|\W)@(?=\w)/g, '$1@<!-- -->');
}

/** A fenced block that its content cannot close. */
export function fenceMarkdown(text: string): string {
  const content = sanitiseText(text).replace(/\n+$/, '');
  let longest = 2;
  for (const [run] of content.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${content}\n${fence}`;
}
