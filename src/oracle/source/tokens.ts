/**
 * Go's lexical grammar, as far as a reader of well-formed runtime sources needs it: comments vanish, semicolons are
 * inserted as the compiler inserts them. One pass, linear in the text.
 * Source of the rules: https://go.dev/ref/spec#Lexical_elements
 */
export interface Token {
  readonly kind: 'name' | 'keyword' | 'number' | 'text' | 'operator';
  readonly text: string;
  /** 1-based. */
  readonly line: number;
}

export const isOperator = (token: Token | undefined, text: string): boolean =>
  token?.kind === 'operator' && token.text === text;

/** The real files have 20 to 60 KB. A larger text is something else, and not worth the time. */
const maxLength = 1 << 18;

/** `broken` says why the text is not a whole Go file (cut off inside a string, a stray byte); null if it is one. */
export interface TokenisedFile {
  readonly tokens: readonly Token[];
  /** A `//go:build` or `// +build` line: the file may not be the one that is compiled. */
  readonly buildConstraint: boolean;
  readonly broken: string | null;
}

const keywords: ReadonlySet<string> = new Set(
  (
    'break case chan const continue default defer else fallthrough for func go goto if import interface map ' +
    'package range return select struct switch type var'
  ).split(' '),
);
const endsStatement: ReadonlySet<string> = new Set(
  'break continue fallthrough return ++ -- ) ] }'.split(' '),
);

// Sticky patterns that cannot fail after their first character, so none of them backtracks.
const blank = /[ \t\r]+/y;
const word = /[\p{L}_][\p{L}\p{Nd}_]*/uy;
const number = /(?:0[xX][\da-fA-F_.]*(?:[pP][+-]?)?|\.?\d[\d_]*\.?[\d_]*(?:[eE][+-]?\d)?)[\da-zA-Z_]*/y;
const operator =
  /<<=|>>=|&\^=|\.\.\.|&&|\|\||<-|\+\+|--|==|!=|<=|>=|:=|\+=|-=|\*=|\/=|%=|&=|\|=|\^=|<<|>>|&\^|[-+*/%&|^<>=!()[\]{},;.:~]/y;
const buildLine = /^\/\/(?:go:build|\s*\+build)\s/;

export function tokenise(text: string): TokenisedFile {
  const tokens: Token[] = [];
  let buildConstraint = false;
  let line = 1;
  let at = text.startsWith('\uFEFF') ? 1 : 0;

  const endLine = (): void => {
    const last = tokens.at(-1);
    if (last === undefined) return;
    const ends =
      last.kind === 'name' || last.kind === 'number' || last.kind === 'text' || endsStatement.has(last.text);
    if (ends) tokens.push({ kind: 'operator', text: ';', line: last.line });
  };
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? null;
  };
  const stop = (reason: string): TokenisedFile => ({
    tokens,
    buildConstraint,
    broken: `${reason} (line ${line})`,
  });

  if (text.length > maxLength) return stop('too much text to be the real file');
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === '\n') {
      endLine();
      line += 1;
      at += 1;
    } else if (text.startsWith('//', at)) {
      const end = text.indexOf('\n', at);
      const comment = text.slice(at, end === -1 ? text.length : end);
      buildConstraint ||= buildLine.test(comment);
      at += comment.length;
    } else if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2);
      if (end === -1) return stop('a comment does not end');
      const lines = countNewlines(text, at, end);
      if (lines > 0) endLine(); // A comment with a newline in it acts like a newline.
      line += lines;
      at = end + 2;
    } else if (char === '"' || char === "'" || char === '`') {
      const end = endOfText(text, at, char);
      if (end === -1) return stop('a string does not end');
      tokens.push({ kind: 'text', text: text.slice(at, end), line });
      line += countNewlines(text, at, end);
      at = end;
    } else {
      const spaces = match(blank);
      if (spaces !== null) {
        at += spaces.length;
        continue;
      }
      const token = readToken(match, line);
      if (token === null) return stop('there is a stray character');
      tokens.push(token);
      at += token.text.length;
    }
  }
  endLine();
  return { tokens, buildConstraint, broken: null };
}

function readToken(match: (pattern: RegExp) => string | null, line: number): Token | null {
  const name = match(word);
  if (name !== null) return { kind: keywords.has(name) ? 'keyword' : 'name', text: name, line };
  const digits = match(number);
  if (digits !== null) return { kind: 'number', text: digits, line };
  const symbol = match(operator);
  return symbol === null ? null : { kind: 'operator', text: symbol, line };
}

/** Index after the closing quote, or -1. Only raw strings may hold newlines; only the others have escapes. */
function endOfText(text: string, start: number, quote: string): number {
  if (quote === '`') return text.indexOf('`', start + 1) + 1 || -1;
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '\n') return -1;
    if (char === quote) return at + 1;
    if (char === '\\') at += 1;
  }
  return -1;
}

function countNewlines(text: string, start: number, end: number): number {
  return text.slice(start, end).split('\n').length - 1;
}
