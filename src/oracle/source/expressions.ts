/** The expressions that are understood; anything else is refused, never guessed. */
import type { Token } from './tokens.js';

export type Expression =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text' }
  | { readonly kind: 'field'; readonly base: Expression; readonly name: string }
  | { readonly kind: 'call'; readonly callee: string; readonly args: readonly Expression[] }
  | { readonly kind: 'not'; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    };

/** https://go.dev/ref/spec#Operator_precedence */
const precedence: ReadonlyMap<string, number> = new Map([
  ['||', 1],
  ['&&', 2],
  ...['==', '!=', '<', '<=', '>', '>='].map((operator): [string, number] => [operator, 3]),
  ['+', 4],
  ['-', 4],
]);
// Real conditions are three levels deep; a hostile file must not exhaust the stack.
const maxDepth = 50;
const plainNumber = /^(?:0|[1-9]\d{0,8})$/;

/** Returns null if the tokens are not one expression of the understood kinds. */
export function parseExpression(tokens: readonly Token[]): Expression | null {
  const cursor: Cursor = { tokens, at: 0 };
  const expression = parseBinary(cursor, 1, 0);
  return cursor.at === tokens.length ? expression : null;
}

interface Cursor {
  readonly tokens: readonly Token[];
  at: number;
}

const peek = (cursor: Cursor): string | null => {
  const token = cursor.tokens[cursor.at];
  return token?.kind === 'operator' ? token.text : null;
};

function accept(cursor: Cursor, operator: string): boolean {
  if (peek(cursor) !== operator) return false;
  cursor.at += 1;
  return true;
}

function parseBinary(cursor: Cursor, minimum: number, depth: number): Expression | null {
  if (depth > maxDepth) return null;
  let left = parseUnary(cursor, depth + 1);
  for (let chained = 0; left !== null && chained < maxDepth; chained += 1) {
    const operator = peek(cursor);
    const level = operator === null ? undefined : precedence.get(operator);
    if (operator === null || level === undefined || level < minimum) return left;
    cursor.at += 1;
    const right = parseBinary(cursor, level + 1, depth + 1);
    left = right === null ? null : { kind: 'binary', operator, left, right };
  }
  return null;
}

function parseUnary(cursor: Cursor, depth: number): Expression | null {
  if (depth > maxDepth) return null;
  if (!accept(cursor, '!')) return parseSelectors(cursor, depth);
  const operand = parseUnary(cursor, depth + 1);
  return operand === null ? null : { kind: 'not', operand };
}

/** `a.b.c`, `getg().m`, `unsafe.Pointer(x)`, `(…)`, a literal. */
function parseSelectors(cursor: Cursor, depth: number): Expression | null {
  let expression = parseOperand(cursor, depth);
  for (let chained = 0; expression !== null && chained < maxDepth; chained += 1) {
    if (accept(cursor, '.')) {
      const name = cursor.tokens[cursor.at];
      if (name?.kind !== 'name') return null;
      cursor.at += 1;
      expression = { kind: 'field', base: expression, name: name.text };
    } else if (accept(cursor, '(')) {
      const callee = dottedName(expression);
      const args = parseArguments(cursor, depth + 1);
      if (callee === null || args === null) return null;
      expression = { kind: 'call', callee, args };
    } else return expression;
  }
  return null;
}

function parseOperand(cursor: Cursor, depth: number): Expression | null {
  if (accept(cursor, '(')) {
    const inner = parseBinary(cursor, 1, depth + 1);
    return accept(cursor, ')') ? inner : null;
  }
  const token = cursor.tokens[cursor.at];
  cursor.at += 1;
  if (token?.kind === 'name') return { kind: 'name', name: token.text };
  if (token?.kind === 'text') return { kind: 'text' };
  // Octal and the like do not occur; reading `010` as ten would be a wrong answer.
  if (token?.kind === 'number' && plainNumber.test(token.text)) {
    return { kind: 'number', value: Number(token.text) };
  }
  return null;
}

function parseArguments(cursor: Cursor, depth: number): readonly Expression[] | null {
  const args: Expression[] = [];
  while (!accept(cursor, ')')) {
    const argument = parseBinary(cursor, 1, depth);
    if (argument === null) return null;
    args.push(argument);
    if (!accept(cursor, ',') && peek(cursor) !== ')') return null;
  }
  return args;
}

function dottedName(expression: Expression): string | null {
  if (expression.kind === 'name') return expression.name;
  if (expression.kind !== 'field') return null;
  const base = dottedName(expression.base);
  return base === null ? null : `${base}.${expression.name}`;
}
