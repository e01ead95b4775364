/**
 * Just enough TOML to find one table’s values with their places: tables, dotted and quoted keys, strings, arrays and
 * inline tables. Anything else is skipped as a whole, so that a string is never mistaken for a table.
 * https://toml.io/en/v1.0.0
 */
import type { Span } from '../../model/pin.js';
import type { PinBudget } from '../values/budget.js';

export type TomlValue =
  /** `span` covers the characters between the quotes. */
  | { readonly kind: 'string'; readonly text: string; readonly span: Span }
  | { readonly kind: 'array'; readonly items: readonly TomlValue[]; readonly span: Span }
  | { readonly kind: 'table'; readonly entries: readonly TomlEntry[]; readonly span: Span }
  | { readonly kind: 'other'; readonly span: Span };

export interface TomlEntry {
  /** The full key, tables included: `['tools', 'go']`. */
  readonly key: readonly string[];
  readonly value: TomlValue;
}

// Deeper nesting, and longer keys, than anybody writes; the limit keeps a hostile `[[[[…` off the call stack.
const maxDepth = 20;

/** All `key = value` entries. A line that is not TOML is skipped: `broken` says that there was one. */
export function readToml(
  text: string,
  budget: PinBudget,
): {
  readonly entries: readonly TomlEntry[];
  readonly broken: Span | null;
} {
  const entries: TomlEntry[] = [];
  let broken: Span | null = null;
  let table: readonly string[] = [];
  const cursor = new Cursor(text, budget);
  while (!cursor.atEnd()) {
    cursor.skipBlank(true);
    const start = cursor.offset;
    if (cursor.atEnd()) break;
    const header = cursor.take('[');
    if (header) cursor.take('[');
    const key = readKey(cursor);
    if (header && key !== null && cursor.take(']')) {
      cursor.take(']');
      table = key;
    } else {
      const value = !header && key !== null && cursor.take('=') ? readValue(cursor, 0) : null;
      if (value !== null && key !== null) entries.push({ key: [...table, ...key], value });
      else broken ??= { start, end: cursor.lineEnd() };
    }
    cursor.offset = cursor.lineEnd();
  }
  return { entries, broken };
}

class Cursor {
  readonly text: string;
  readonly budget: PinBudget;
  offset: number;
  constructor(text: string, budget: PinBudget) {
    this.text = text;
    this.budget = budget;
    budget.search(4 * text.length);
    this.offset = text.startsWith('\uFEFF') ? 1 : 0;
  }
  atEnd(): boolean {
    return this.offset >= this.text.length;
  }
  peek(): string {
    return this.text.charAt(this.offset);
  }
  lineEnd(): number {
    const lineBreak = this.text.indexOf('\n', this.offset);
    return lineBreak === -1 ? this.text.length : lineBreak;
  }
  /** Skips blanks, comments and, if allowed, line ends. */
  skipBlank(overLines: boolean): void {
    for (; !this.atEnd(); this.offset += 1) {
      const character = this.peek();
      if (character === '#') this.offset = this.lineEnd() - 1;
      else if (!(character === ' ' || character === '\t' || (overLines && /[\r\n]/.test(character)))) return;
    }
  }
  take(character: string): boolean {
    this.skipBlank(false);
    if (this.peek() !== character) return false;
    this.offset += 1;
    return true;
  }
  match(sticky: RegExp): string | null {
    sticky.lastIndex = this.offset;
    const found = sticky.exec(this.text)?.[0] ?? null;
    if (found !== null) this.offset += found.length;
    return found;
  }
}

function readKey(cursor: Cursor): string[] | null {
  const key: string[] = [];
  do {
    cursor.skipBlank(false);
    const bare = cursor.match(/[A-Za-z0-9_-]+/y);
    const part = bare ?? readString(cursor)?.text;
    if (part === undefined) return null;
    if (key.length < maxDepth) key.push(part);
  } while (cursor.take('.'));
  return key;
}

function readValue(cursor: Cursor, depth: number): TomlValue | null {
  cursor.budget.spend('values');
  cursor.skipBlank(false);
  const start = cursor.offset;
  if (depth > maxDepth) return null;
  switch (cursor.peek()) {
    case '"':
    case "'":
      return readString(cursor);
    case '[': {
      const items = readList(cursor, ']', () => readValue(cursor, depth + 1));
      return items === null ? null : { kind: 'array', items, span: { start, end: cursor.offset } };
    }
    case '{': {
      const entries = readList(cursor, '}', () => {
        const key = readKey(cursor);
        const value = key !== null && cursor.take('=') ? readValue(cursor, depth + 1) : null;
        return key === null || value === null ? null : { key, value };
      });
      return entries === null ? null : { kind: 'table', entries, span: { start, end: cursor.offset } };
    }
    default:
      return cursor.match(/[^\s,\]}#]+/y) === null
        ? null
        : { kind: 'other', span: { start, end: cursor.offset } };
  }
}

/** The content of brackets, separated by commas. There may be comments and line ends in between. */
function readList<T>(cursor: Cursor, close: string, readItem: () => T | null): T[] | null {
  const items: T[] = [];
  cursor.offset += 1;
  for (;;) {
    cursor.skipBlank(true);
    if (cursor.take(close)) return items;
    const item = readItem();
    if (item === null) return null;
    items.push(item);
    cursor.skipBlank(true);
    if (!cursor.take(',') && cursor.peek() !== close) return null;
  }
}

/** A string of any of the four forms. Escapes are left unchanged: no version has one. */
function readString(cursor: Cursor): Extract<TomlValue, { kind: 'string' }> | null {
  const quote = cursor.match(/"""|'''|"|'/y);
  if (quote === null) return null;
  const start = cursor.offset;
  const escapes = quote.startsWith('"');
  for (; !cursor.atEnd(); cursor.offset += 1) {
    if (cursor.text.startsWith(quote, cursor.offset)) {
      const end = cursor.offset;
      cursor.offset += quote.length;
      return { kind: 'string', text: cursor.text.slice(start, end), span: { start, end } };
    }
    if (quote.length === 1 && cursor.peek() === '\n') return null;
    if (escapes && cursor.peek() === '\\') cursor.offset += 1;
  }
  return null;
}
