/**
 * The statements of a function that are understood: single assignments, calls, `if`/`else`, blocks. Loops, switches,
 * closures, defer, labels, early exits and the rest make the whole function "not followed", with the line.
 */
import { err, ok, type Result } from '../../model/result.js';
import { closingBracket } from './declarations.js';
import { parseExpression, type Expression } from './expressions.js';
import { isOperator, type Token } from './tokens.js';

export interface Assignment {
  readonly kind: 'assign';
  readonly declares: boolean;
  readonly target: Expression;
  readonly value: Expression;
  readonly line: number;
}

export type Statement =
  | Assignment
  | { readonly kind: 'evaluate'; readonly expression: Expression; readonly line: number }
  | { readonly kind: 'block'; readonly body: readonly Statement[] }
  | {
      readonly kind: 'if';
      readonly init: Statement | null;
      readonly condition: Expression;
      readonly body: readonly Statement[];
      readonly otherwise: readonly Statement[];
    };

type Parsed<T> = Result<T, string>;

const maxDepth = 30;
const notFollowed = (token: Token | undefined): { readonly ok: false; readonly error: string } =>
  err(`the code at line ${token?.line ?? 0} is not followed`);

/** Reads the tokens between a function's braces; the error names the line that is not understood. */
export function parseStatements(tokens: readonly Token[], depth = 0): Parsed<readonly Statement[]> {
  const statements: Statement[] = [];
  let at = 0;
  while (at < tokens.length) {
    const first = tokens[at];
    if (depth > maxDepth || first === undefined) return notFollowed(first);
    if (isOperator(first, ';')) {
      at += 1;
      continue;
    }
    const parsed = parseOne(tokens, at, depth);
    if (!parsed.ok) return parsed;
    statements.push(parsed.value.statement);
    at = parsed.value.next;
    // Go requires a semicolon between statements, written or inserted.
    if (at < tokens.length && !isOperator(tokens[at], ';')) return notFollowed(tokens[at]);
  }
  return ok(statements);
}

interface OneStatement {
  readonly statement: Statement;
  readonly next: number;
}

function parseOne(tokens: readonly Token[], at: number, depth: number): Parsed<OneStatement> {
  const first = tokens[at];
  if (isOperator(first, '{')) {
    const block = parseBlock(tokens, at, depth);
    if (!block.ok) return block;
    return ok({ statement: { kind: 'block', body: block.value.body }, next: block.value.next });
  }
  if (isKeyword(first, 'if')) return parseIf(tokens, at, depth);
  const end = indexOfOperator(tokens, at, [';']);
  const simple = parseSimple(tokens.slice(at, end));
  return simple.ok ? ok({ statement: simple.value, next: end }) : simple;
}

/** `X := V`, `X = V` or a call. */
function parseSimple(tokens: readonly Token[]): Parsed<Statement> {
  const first = tokens[0];
  const assign = indexOfOperator(tokens, 0, ['=', ':=']);
  if (first === undefined) return notFollowed(first);
  if (assign === tokens.length) {
    const expression = parseExpression(tokens);
    return expression?.kind === 'call'
      ? ok({ kind: 'evaluate', expression, line: first.line })
      : notFollowed(first);
  }
  const target = parseExpression(tokens.slice(0, assign));
  const value = parseExpression(tokens.slice(assign + 1));
  const declares = tokens[assign]?.text === ':=';
  const assignable = target?.kind === 'name' || (target?.kind === 'field' && !declares);
  if (target === null || value === null || !assignable) return notFollowed(first);
  return ok({ kind: 'assign', declares, target, value, line: first.line });
}

function parseIf(tokens: readonly Token[], start: number, depth: number): Parsed<OneStatement> {
  const brace = indexOfOperator(tokens, start, ['{']);
  const header = tokens.slice(start + 1, brace);
  const split = indexOfOperator(header, 0, [';']);
  const hasInit = split < header.length;
  const init = hasInit && split > 0 ? parseSimple(header.slice(0, split)) : ok(null);
  if (!init.ok) return init;
  const condition = parseExpression(hasInit ? header.slice(split + 1) : header);
  if (condition === null) return notFollowed(tokens[start]);
  const then = parseBlock(tokens, brace, depth);
  if (!then.ok) return then;
  const rest = parseElse(tokens, then.value.next, depth);
  if (!rest.ok) return rest;
  const { body: otherwise, next } = rest.value;
  return ok({
    statement: { kind: 'if', init: init.value, condition, body: then.value.body, otherwise },
    next,
  });
}

interface Block {
  readonly body: readonly Statement[];
  readonly next: number;
}

function parseElse(tokens: readonly Token[], at: number, depth: number): Parsed<Block> {
  if (!isKeyword(tokens[at], 'else')) return ok({ body: [], next: at });
  if (depth > maxDepth) return notFollowed(tokens[at]);
  if (!isKeyword(tokens[at + 1], 'if')) return parseBlock(tokens, at + 1, depth);
  const chained = parseIf(tokens, at + 1, depth + 1);
  return chained.ok ? ok({ body: [chained.value.statement], next: chained.value.next }) : chained;
}

function parseBlock(tokens: readonly Token[], brace: number, depth: number): Parsed<Block> {
  const close = isOperator(tokens[brace], '{') ? closingBracket(tokens, brace) : -1;
  if (close === -1) return notFollowed(tokens[brace]);
  const body = parseStatements(tokens.slice(brace + 1, close), depth + 1);
  return body.ok ? ok({ body: body.value, next: close + 1 }) : body;
}

const isKeyword = (token: Token | undefined, text: string): boolean =>
  token?.kind === 'keyword' && token.text === text;

/** First index at or after `start`, outside parentheses, with one of the operators; the length if there is none. */
function indexOfOperator(tokens: readonly Token[], start: number, wanted: readonly string[]): number {
  for (let at = start; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.kind !== 'operator') continue;
    if (wanted.includes(token.text)) return at;
    if (token.text === '(') {
      const close = closingBracket(tokens, at);
      if (close === -1) return tokens.length;
      at = close;
    }
  }
  return tokens.length;
}
