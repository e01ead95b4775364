/** Files of `NAME=value` lines, as `.env` is. */
import type { Expansion } from './expansion.js';

/** The last value of each name. What is written in another file has no place in this one. */
export function settingsIn(text: string): ReadonlyMap<string, readonly Expansion[]> {
  const lines = text.matchAll(/^[ \t]*(?:export[ \t]+)?(\w{1,99})=["']?([^\s"'#]{0,200})/gm);
  return new Map([...lines].map(([, name = '', value = '']) => [name, [[{ text: value, span: null }]]]));
}
