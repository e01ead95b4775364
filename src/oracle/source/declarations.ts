/** Finds top-level functions and struct fields in a token list, without understanding their content. */
import { isOperator, type Token } from './tokens.js';

export interface FunctionSource {
  readonly parameters: readonly Token[];
  /** Tokens between the braces. */
  readonly body: readonly Token[];
  /** Everything from `func` to the closing brace. */
  readonly whole: readonly Token[];
  /** Index of `func` in the file's tokens. */
  readonly start: number;
}

const opening: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Index of the bracket that closes the one at `start`; -1 if none does or brackets are mixed up. */
export function closingBracket(tokens: readonly Token[], start: number): number {
  const expected: string[] = [];
  for (let at = start; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.kind !== 'operator') continue;
    const closer = Object.hasOwn(opening, token.text) ? opening[token.text] : undefined;
    if (closer !== undefined) expected.push(closer);
    else if (token.text === ')' || token.text === ']' || token.text === '}') {
      if (expected.pop() !== token.text) return -1;
      if (expected.length === 0) return at;
    }
  }
  return -1;
}

/** The file's tokens that lie outside all brackets, with their indexes; null if brackets do not balance. */
function topLevel(tokens: readonly Token[]): readonly number[] | null {
  const indexes: number[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    indexes.push(at);
    if (token?.kind !== 'operator') continue;
    if (Object.hasOwn(opening, token.text)) {
      const close = closingBracket(tokens, at);
      if (close === -1) return null;
      at = close;
    } else if (token.text === ')' || token.text === ']' || token.text === '}') return null;
  }
  return indexes;
}

/** Names declared at file level with the functions' sources; null if brackets do not balance. */
export function readDeclarations(tokens: readonly Token[]): {
  readonly functions: ReadonlyMap<string, readonly FunctionSource[]>;
  readonly names: ReadonlySet<string>;
} | null {
  const indexes = topLevel(tokens);
  if (indexes === null) return null;
  const functions = new Map<string, FunctionSource[]>();
  const names = new Set<string>();
  for (const at of indexes) {
    const keyword = tokens[at];
    const name = tokens[at + 1];
    if (keyword?.kind !== 'keyword' || name?.kind !== 'name') continue;
    names.add(name.text);
    if (keyword.text !== 'func') continue;
    const source = readFunction(tokens, at);
    if (source === null) continue;
    const sameName = functions.get(name.text);
    if (sameName === undefined) functions.set(name.text, [source]);
    else sameName.push(source);
  }
  return { functions, names };
}

/** A plain function without results: the only shape that the functions in question have. */
function readFunction(tokens: readonly Token[], start: number): FunctionSource | null {
  const open = start + 2;
  if (!isOperator(tokens[open], '(')) return null;
  const close = closingBracket(tokens, open);
  if (close === -1) return null;
  let brace = close + 1;
  while (brace < tokens.length && !isOperator(tokens[brace], '{')) {
    if (tokens[brace]?.kind !== 'name') return null; // A result type other than a plain name.
    brace += 1;
  }
  const end = closingBracket(tokens, brace);
  if (end === -1) return null;
  return {
    parameters: tokens.slice(open + 1, close),
    body: tokens.slice(brace + 1, end),
    whole: tokens.slice(start, end + 1),
    start,
  };
}

/** Field names of `type NAME struct { … }`, embedded types included; null if there is not exactly one. */
export function readStructFields(tokens: readonly Token[], name: string): ReadonlySet<string> | null {
  let fields: Set<string> | null = null;
  for (const at of topLevel(tokens) ?? []) {
    if (tokens[at]?.text !== 'type' || tokens[at + 1]?.text !== name || tokens[at + 2]?.text !== 'struct') {
      continue;
    }
    const open = at + 3;
    const end = closingBracket(tokens, open);
    if (fields !== null || end === -1) return null;
    fields = namesAtStatementStart(tokens.slice(open + 1, end));
  }
  return fields;
}

/** `a, b int; c struct{ d int }` gives a, b, c. */
function namesAtStatementStart(tokens: readonly Token[]): Set<string> {
  const names = new Set<string>();
  let naming = true;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    if (Object.hasOwn(opening, token.text) && token.kind === 'operator') {
      at = Math.max(at, closingBracket(tokens, at));
      naming = false;
    } else if (isOperator(token, ';')) naming = true;
    else if (naming && token.kind === 'name') names.add(token.text);
    if (token.kind === 'name' && tokens[at + 1]?.text !== ',') naming = false;
  }
  return names;
}
