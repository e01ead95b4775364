/**
 * Runs cgocallbackg in a model: which value does `m.isExtraInC` have when the function returns to C? It is
 * three-valued: a value that is not known for certain is `unknown`, and so is everything that depends on it. The
 * spelling of the guard (nested ifs, negations, else, `ncgo < 1`, an alias of gp.m) does not matter, only its effect.
 */
import { unreachable } from '../../../model/unreachable.js';
import type { Expression } from '../../../oracle/source/expressions.js';
import type { Assignment, Statement } from '../../../oracle/source/statements.js';

/** The two facts about the current M on which the decision depends. */
interface World {
  readonly isextra: boolean;
  /** C calls in progress above this callback: 0 in an outermost callback, more in a nested one. */
  readonly ncgo: number;
}

/** `g` and `m` stand for the current goroutine and its M, no matter what the variable is called. */
type Value = boolean | number | 'g' | 'm' | 'unknown';
type Flag = boolean | 'unknown';

export interface WorldResult {
  /** isExtraInC on return to C. */
  readonly flag: Flag;
  /** isExtraInC when the Go callback is called: it must be off while Go code runs. */
  readonly flagInCallback: Flag;
  /** Line of the last store after the callback that sets the flag. */
  readonly storeLine: number | null;
  /** First function that is called and not known to leave the flag alone. */
  readonly unknownCall: string | null;
}

export const callback = 'cgocallbackg1';
/** Functions that do not return. */
const terminators: ReadonlySet<string> = new Set(['throw', 'panic', 'exit']);
/** Functions called by cgocallbackg in Go 1.18 to 1.27, none of which touches isExtraInC, isextra or ncgo. */
const harmless: ReadonlySet<string> = new Set([
  'callbackUpdateSystemStack',
  'exitsyscall',
  'lockOSThread',
  'osPreemptExtEnter',
  'osPreemptExtExit',
  'print',
  'println',
  'reentersyscall',
  'unlockOSThread',
  'uintptr',
  'unsafe.Pointer',
]);
const conversions: ReadonlySet<string> = new Set(['int', 'int32', 'int64', 'uint32', 'uint64']);
/** Names that mean something here; a local variable of that name would change the meaning. */
export const reservedNames: ReadonlySet<string> = new Set([
  ...terminators,
  ...harmless,
  ...conversions,
  'getg',
  'true',
  'false',
  'nil',
  'unsafe',
  callback,
]);

/** The real function has 8; the bound keeps hostile input linear. */
const maxLocals = 40;

interface State {
  flag: Flag;
  /** False as soon as something may have changed isextra or ncgo. */
  factsHold: boolean;
  storeLine: number | null;
  locals: Map<string, Value>;
}

/** Returns null if the model does not hold for the function. `initialFlag` is the value that C left. */
export function runInWorld(
  statements: readonly Statement[],
  world: World,
  initialFlag: Flag,
): WorldResult | null {
  const interpreter = new Interpreter(world);
  const start: State = { flag: initialFlag, factsHold: true, storeLine: null, locals: new Map() };
  const end = interpreter.run(statements, start);
  if (end === null || interpreter.beyondModel) return null;
  return {
    flag: end.flag,
    storeLine: end.storeLine,
    flagInCallback: interpreter.flagInCallback,
    unknownCall: interpreter.unknownCall,
  };
}

class Interpreter {
  flagInCallback: Flag = 'unknown';
  unknownCall: string | null = null;
  /** A local variable hides a name that has a meaning, or there are too many: the model does not hold. */
  beyondModel = false;
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** Returns null if control never reaches the end. */
  run(statements: readonly Statement[], start: State): State | null {
    let state: State | null = start;
    for (const statement of statements) {
      if (state === null) return null; // Code after a throw is never run.
      state = this.#step(statement, state);
    }
    return state;
  }

  #step(statement: Statement, state: State): State | null {
    switch (statement.kind) {
      case 'assign':
        this.#assign(statement, state);
        return state;
      case 'evaluate':
        return this.#evaluateStatement(statement.expression, state);
      case 'block':
        return this.#runScope(statement.body, state);
      case 'if': {
        const scoped: readonly Statement[] = [{ ...statement, init: null }];
        if (statement.init !== null) return this.#runScope([statement.init, ...scoped], state);
        const condition = this.#value(statement.condition, state);
        if (condition === true) return this.#runScope(statement.body, state);
        if (condition === false) return this.#runScope(statement.otherwise, state);
        const taken = this.#runScope(statement.body, copy(state));
        const notTaken = this.#runScope(statement.otherwise, state);
        if (taken === null) return notTaken;
        return notTaken === null ? taken : join(taken, notTaken);
      }
      default:
        return unreachable(statement);
    }
  }

  /** Names declared inside are removed afterwards. They hide nothing: see #declare. */
  #runScope(body: readonly Statement[], state: State): State | null {
    const outside = [...state.locals.keys()];
    const end = this.run(body, state);
    if (end === null) return null;
    end.locals = new Map(outside.map((name) => [name, end.locals.get(name) ?? 'unknown']));
    return end;
  }

  #assign({ target, value, declares, line }: Assignment, state: State): void {
    const stored = this.#value(value, state);
    if (target.kind === 'name') {
      if (declares) this.#declare(target.name, state);
      if (state.locals.has(target.name)) state.locals.set(target.name, stored);
      return;
    }
    if (target.kind !== 'field') return;
    const base = this.#value(target.base, state);
    if (target.name === 'isExtraInC') {
      // Through another pointer it may or may not be this M's flag.
      state.flag = base === 'm' && typeof stored === 'boolean' ? stored : 'unknown';
      if (state.flag !== false) state.storeLine = line;
    } else if (target.name === 'isextra' || target.name === 'ncgo' || target.name === 'm') {
      state.factsHold = false;
      state.flag = 'unknown';
    }
  }

  #declare(name: string, state: State): void {
    if (reservedNames.has(name) || state.locals.has(name)) this.beyondModel = true;
    else if (state.locals.size >= maxLocals) this.beyondModel = true;
    else state.locals.set(name, 'unknown');
  }

  #evaluateStatement(expression: Expression, state: State): State | null {
    if (expression.kind === 'call' && expression.callee === callback) {
      this.flagInCallback = state.flag;
      state.storeLine = null;
      // The nested C calls have all returned, so isextra and ncgo have their former values; other values are not relied
      // on.
      for (const [name, value] of state.locals) {
        if (value !== 'g' && value !== 'm') state.locals.set(name, 'unknown');
      }
      state.factsHold = true;
      return state;
    }
    this.#value(expression, state);
    return expression.kind === 'call' && terminators.has(expression.callee) ? null : state;
  }

  #value(expression: Expression, state: State): Value {
    switch (expression.kind) {
      case 'name':
        if (expression.name === 'true') return true;
        if (expression.name === 'false') return false;
        return state.locals.get(expression.name) ?? 'unknown';
      case 'number':
        return expression.value;
      case 'text':
        return 'unknown';
      case 'field':
        return this.#field(this.#value(expression.base, state), expression.name, state);
      case 'call':
        return this.#call(expression, state);
      case 'not': {
        const operand = this.#value(expression.operand, state);
        return typeof operand === 'boolean' ? !operand : 'unknown';
      }
      case 'binary':
        return combine(
          expression.operator,
          this.#value(expression.left, state),
          this.#value(expression.right, state),
        );
      default:
        return unreachable(expression);
    }
  }

  #field(base: Value, name: string, state: State): Value {
    if (base === 'g') return name === 'm' ? 'm' : 'unknown';
    if (base !== 'm') return 'unknown';
    if (name === 'isExtraInC') return state.flag;
    if (!state.factsHold) return 'unknown';
    if (name === 'isextra') return this.#world.isextra;
    return name === 'ncgo' ? this.#world.ncgo : 'unknown';
  }

  #call(call: { readonly callee: string; readonly args: readonly Expression[] }, state: State): Value {
    const args = call.args.map((argument) => this.#value(argument, state));
    if (call.callee === 'getg' && args.length === 0) return 'g';
    if (conversions.has(call.callee) && args.length === 1) {
      return typeof args[0] === 'number' ? args[0] : 'unknown';
    }
    if (harmless.has(call.callee) || terminators.has(call.callee)) return 'unknown';
    this.unknownCall ??= call.callee;
    state.flag = 'unknown';
    state.factsHold = false;
    return 'unknown';
  }
}

const copy = (state: State): State => ({ ...state, locals: new Map(state.locals) });

/** The facts that hold on both paths. */
function join(a: State, b: State): State {
  return {
    flag: a.flag === b.flag ? a.flag : 'unknown',
    factsHold: a.factsHold && b.factsHold,
    storeLine: a.storeLine ?? b.storeLine,
    locals: new Map(
      [...a.locals].map(([name, value]) => [name, b.locals.get(name) === value ? value : 'unknown']),
    ),
  };
}

function combine(operator: string, left: Value, right: Value): Value {
  // One known side can decide && and ||.
  if (operator === '&&') {
    if (left === false || right === false) return false;
    return left === true && right === true ? true : 'unknown';
  }
  if (operator === '||') {
    if (left === true || right === true) return true;
    return left === false && right === false ? false : 'unknown';
  }
  if (typeof left === 'boolean' && typeof right === 'boolean') {
    if (operator === '==') return left === right;
    return operator === '!=' ? left !== right : 'unknown';
  }
  return typeof left === 'number' && typeof right === 'number' ? compare(operator, left, right) : 'unknown';
}

function compare(operator: string, left: number, right: number): Value {
  switch (operator) {
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    default:
      return 'unknown';
  }
}
