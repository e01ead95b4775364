/**
 * Writes JSON that is safe to show: the same data, but nothing in it moves a cursor, reverses text or commands a CI
 * system.
 */
import { escapeCommandsInJson } from '../../text/ci-commands.js';

// JSON.stringify escapes C0 itself; the rest would reach a terminal or a viewer unchanged.
const showable =
  /[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\u{e0000}-\u{e007f}]/gu;

/** Writes with two spaces, and a newline at the end. `keys` orders and filters the keys of all objects. */
export function stringifySafely(value: unknown, keys?: readonly string[]): string {
  return `${escapeShowable(JSON.stringify(value, keys === undefined ? null : [...keys], 2))}\n`;
}

/** Writes on one line, for JSON lines. */
export function stringifyLine(value: unknown): string {
  return `${escapeShowable(JSON.stringify(value))}\n`;
}

/** Only strings can hold the escaped characters, so the data stay the same. */
function escapeShowable(json: string): string {
  return escapeCommandsInJson(json.replaceAll(showable, escapeUnits));
}

function escapeUnits(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
