/**
 * The source oracle: is golang/go#72870 in the runtime sources of a GOROOT? These sources are compiled into every
 * program built with it, so for a toolchain they say more than VERSION does. Pure: text in, judgement out. Code that is
 * not understood with certainty is `unknown`.
 */
import { createHash } from 'node:crypto';
import type { SourceJudgement } from '../../bug.js';
import { doubtAbsence } from './absence.js';
import { readDeclarations, type FunctionSource } from '../../../oracle/source/declarations.js';
import { callback, reservedNames, runInWorld, type WorldResult } from './interpret.js';
import { parseStatements, type Statement } from '../../../oracle/source/statements.js';
import { isOperator, tokenise, type Token, type TokenisedFile } from '../../../oracle/source/tokens.js';

/** Raised with every change that may give another judgement of the same source; kept verdicts name it. */
export const sourceOracleVersion = 1;

export interface RuntimeSources {
  /** Text of src/runtime/cgocall.go; null if there is none. */
  readonly cgocall: string | null;
  /** Text of src/runtime/runtime2.go; null if there is none. */
  readonly runtime2: string | null;
}

const flagName = 'isExtraInC';

export function judgeSource(sources: RuntimeSources): SourceJudgement {
  const { cgocall, runtime2 } = sources;
  if (cgocall === null) return unknown('src/runtime/cgocall.go is missing');
  const file = tokenise(cgocall);
  const found = findFunctions(file);
  if (typeof found === 'string') return unknown(`in cgocall.go ${found}`);
  const parsed = parseStatements(found.callback.body);
  if (!parsed.ok) return unknown(`in cgocallbackg ${parsed.error}`);
  if (!callsBackOnce(found.callback, parsed.value)) {
    return unknown(`cgocallbackg does not call ${callback} exactly once, unconditionally`);
  }
  if (countName(file.tokens, flagName) > 0) return judgeFlag(parsed.value, found, file);
  const doubt = doubtAbsence(found.callback, parsed.value, runtime2);
  if (doubt !== null) return unknown(doubt);
  return { verdict: 'not-applicable', detail: 'This runtime has no isExtraInC flag.', line: null };
}

/**
 * The decisive text without comments and spacing: cgocallbackg, token by token. Null if the function is not found
 * exactly once.
 */
export function relevantSource(cgocall: string): string | null {
  const found = findFunctions(tokenise(cgocall));
  return typeof found === 'string' ? null : found.callback.whole.map((token) => token.text).join(' ');
}

/**
 * SHA-256 (hex) of the decisive source, so that two releases can be seen to have the same code; null if cgocallbackg is
 * not found exactly once. Hashing is computation, not an effect.
 */
export function hashRelevantSource(cgocall: string): string | null {
  const text = relevantSource(cgocall);
  return text === null ? null : createHash('sha256').update(text).digest('hex');
}

const unknown = (reason: string, line: number | null = null): SourceJudgement => ({
  verdict: 'unknown',
  detail: `Cannot tell from the source: ${reason}.`,
  line,
});

const countName = (tokens: readonly Token[], name: string): number =>
  tokens.filter((token) => token.kind === 'name' && token.text === name).length;

interface Found {
  readonly callback: FunctionSource;
  /** Function cgocall, which counts the C calls in progress; null if it is not there exactly once. */
  readonly cgocall: FunctionSource | null;
}

/** The functions, or the reason why it is not known which text is compiled. */
function findFunctions(file: TokenisedFile): Found | string {
  if (file.broken !== null) return file.broken;
  if (file.buildConstraint) return 'there is a build constraint';
  const declarations = readDeclarations(file.tokens);
  if (declarations === null) return 'brackets do not match';
  const [found, second] = declarations.functions.get('cgocallbackg') ?? [];
  if (found === undefined) return 'there is no function cgocallbackg';
  if (second !== undefined) return 'there are two functions cgocallbackg';
  const redeclared = [...reservedNames].find(
    (name) => !declaredHere.has(name) && (declarations.names.has(name) || isParameter(found, name)),
  );
  if (redeclared !== undefined) return `"${redeclared}" is redeclared`;
  const [cgocall, another] = declarations.functions.get('cgocall') ?? [];
  return { callback: found, cgocall: cgocall !== undefined && another === undefined ? cgocall : null };
}

/** The reserved names that are really declared in cgocall.go. */
const declaredHere: ReadonlySet<string> = new Set([callback, 'callbackUpdateSystemStack']);

const isParameter = (found: FunctionSource, name: string): boolean =>
  found.parameters.some(
    (token, at) => token.text === name && (at === 0 || found.parameters[at - 1]?.text === ','),
  );

const isCallback = (statement: Statement): boolean =>
  statement.kind === 'evaluate' &&
  statement.expression.kind === 'call' &&
  statement.expression.callee === callback;

function callsBackOnce(found: FunctionSource, statements: readonly Statement[]): boolean {
  return countName(found.body, callback) === 1 && statements.some(isCallback);
}

/**
 * Nested callbacks: on an extra M, with this many C calls above. There are several, so that `ncgo != 1` is not taken
 * for a guard.
 */
const nestedCalls = [1, 2, 3, 1000, 2 ** 31 - 1] as const;

const ends = (results: readonly (WorldResult | null)[], flag: boolean): boolean =>
  results.every((result) => result?.flag === flag);

function judgeFlag(statements: readonly Statement[], found: Found, file: TokenisedFile): SourceJudgement {
  const run = (isextra: boolean, ncgo: number): WorldResult | null =>
    runInWorld(statements, { isextra, ncgo }, isextra ? 'unknown' : false);
  const outermost = run(true, 0);
  const nested = nestedCalls.map((ncgo) => run(true, ncgo));
  const ordinary = [0, ...nestedCalls].map((ncgo) => run(false, ncgo));
  const line = outermost?.storeLine ?? null;

  if (countName(file.tokens, flagName) !== countName(found.callback.body, flagName)) {
    return unknown('isExtraInC is used in cgocall.go outside cgocallbackg', line);
  }
  if (outermost?.flag !== true) {
    const call = outermost?.unknownCall ?? null;
    const why = call === null ? '' : `; cgocallbackg calls ${call}, which may change it`;
    return unknown(`it is not certain that an outermost callback sets isExtraInC at its end${why}`, line);
  }
  if (line === null) return unknown('isExtraInC is set before the callback, not after it');
  if (!ends(ordinary, false)) {
    return unknown('isExtraInC may be set on a thread that Go created', line);
  }
  if (ends(nested, true)) {
    return {
      verdict: 'affected',
      detail: 'cgocallbackg sets isExtraInC when a nested callback ends, although Go code waits above it.',
      line,
    };
  }
  if (!ends(nested, false)) {
    return unknown('it is not certain whether a nested callback sets isExtraInC at its end', line);
  }
  if (![outermost, ...nested].every((result) => result?.flagInCallback === false)) {
    return unknown('isExtraInC is not certain to be off while the callback runs', line);
  }
  if (found.cgocall === null || !countsCalls(found.cgocall) || !isCountTrusted(file.tokens)) {
    return unknown('cgocall is not certain to count the C calls under way in ncgo', line);
  }
  return {
    verdict: 'fixed',
    detail: 'cgocallbackg sets isExtraInC only when no C call is under way above it (ncgo == 0).',
    line,
  };
}

/** `mp.ncgo++` before the C call and `mp.ncgo--` after it, outside any condition. */
function countsCalls(cgocall: FunctionSource): boolean {
  const steps: string[] = [];
  let depth = 0;
  for (const [at, token] of cgocall.body.entries()) {
    if (isOperator(token, '{')) depth += 1;
    if (isOperator(token, '}')) depth -= 1;
    if (token.kind !== 'name' || (token.text !== 'ncgo' && token.text !== 'asmcgocall')) continue;
    const next = cgocall.body[at + 1]?.text ?? '';
    steps.push(depth === 0 ? `${token.text}${next}` : 'conditional');
  }
  return steps.join(' ') === 'ncgo++ asmcgocall( ncgo--';
}

/** No other code in the file writes to ncgo, except the `ncgo--` of unwindm, which replaces cgocall's after a panic. */
function isCountTrusted(tokens: readonly Token[]): boolean {
  const writes = tokens
    .filter((_, at) => tokens[at - 1]?.kind === 'name' && tokens[at - 1]?.text === 'ncgo')
    .map((token) => token.text)
    .filter((text) => text === '++' || text === '--' || assignment.test(text));
  return ['++ --', '++ -- --'].includes(writes.join(' '));
}

const assignment = /^(?:[-+*/%&|^]|<<|>>|&\^)?=$/;
