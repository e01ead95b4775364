/**
 * Builds markup that is escaped by construction: text becomes markup only through `element`, which escapes it, so no
 * string of a report can be forgotten. Drawn by hand: the pictures are boxes and rectangles, and the smallest charting
 * library would be larger than a whole report and set styles that the page's policy forbids.
 */
import { sanitiseLine } from '../../../text/sanitise.js';
import { escapeMarkup } from '../../page/escape.js';

/** Finished markup. Only this file makes any. */
export class Markup {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }

  static ofElement(
    tag: string,
    attributes: Attributes,
    content: readonly Content[],
    isVoid: boolean,
  ): Markup {
    const start = `<${tag}${Object.entries(attributes).map(attribute).join('')}>`;
    return new Markup(isVoid ? start : `${start}${content.map(written).join('')}</${tag}>`);
  }

  /** A style sheet or a script of this tool, which holds nothing of a report. */
  static ofOwnCode(tag: 'style' | 'script', code: string): Markup {
    return new Markup(`<${tag}>${code}</${tag}>`);
  }

  static join(parts: readonly Markup[], separator: string): Markup {
    return new Markup(parts.map(String).join(separator));
  }
}

/** Text, which is escaped, and markup, which is not. `null` is nothing. */
export type Content = string | number | Markup | null | readonly Content[];

/** `true` is an attribute without a value; `false` and `undefined` are none. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** The elements that have no content and no end. */
const voidTags: ReadonlySet<string> = new Set(['meta', 'input', 'br']);

export const element = (tag: string, attributes: Attributes, ...content: readonly Content[]): Markup =>
  Markup.ofElement(tag, attributes, content, voidTags.has(tag));

/** Elements on lines of their own: the page is read as a file, too. */
export const lines = (...parts: readonly (Markup | null)[]): Markup =>
  Markup.join(
    parts.filter((part) => part !== null),
    '\n',
  );

export const ownStyle = (css: string): Markup => Markup.ofOwnCode('style', css);
export const ownScript = (code: string): Markup => Markup.ofOwnCode('script', code);

function attribute([name, value]: readonly [string, Attributes[string]]): string {
  if (value === undefined || value === false) return '';
  return value === true ? ` ${name}` : ` ${name}="${escapeMarkup(sanitiseLine(String(value)))}"`;
}

function written(content: Content): string {
  if (content === null) return '';
  if (typeof content === 'string') return escapeMarkup(content);
  if (typeof content === 'number' || content instanceof Markup) return String(content);
  return content.map(written).join('');
}
