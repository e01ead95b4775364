import { isBefore } from '../../model/go-version.js';
import type { StaticVerdict } from '../../model/verdict.js';
import { architectureOf } from './arch/architectures.js';
import { unlessDamaged } from './bytes.js';
import { exposureOf, noExposure, type BinaryExposure } from './exposure.js';
import { readBuildInfo, type BuildInfo } from './go/build-info.js';
import { openFunctions, type Functions, type GoFunction } from './go/functions.js';
import { findFunctionTable, type FunctionTable } from './go/pclntab.js';
import { holdsCgoRuntime } from './go/traces.js';
import type { Container, Image } from './image.js';
import { explore, type Exploration } from './machine/explore.js';
import type { Architecture } from './machine/micro-op.js';
import { calledName, type CodeJudgement, type RuntimeQuestion } from './runtime-question.js';
import { judgeWithoutTable, obfuscated } from './without-table.js';

/** The judgement of the runtime in a compiled file, or in one slice of it. */
export interface RuntimeJudgement {
  readonly container: Container | 'unknown';
  /** Null if the container does not show it or Go does not run there. */
  readonly goarch: string | null;
  readonly goos: string | null;
  /**
   * `no-cgo`: Go without callbacks from C, so the bug cannot show. `not-go`: no trace of Go. `unknown` must never be
   * shown as safe.
   */
  readonly verdict: StaticVerdict | 'no-cgo' | 'not-go';
  /** One sentence: the reason. */
  readonly detail: string;
  /** Something shows that it is Go. False for data that may be anything, such as the damaged beginning of a file. */
  readonly isGo: boolean;
  /** From the build information; null if that was removed. */
  readonly goVersion: string | null;
  readonly modulePath: string | null;
  /** Build settings: `CGO_ENABLED`, `-buildmode`, … */
  readonly settings: Readonly<Record<string, string>>;
  /** The ways in which the program could meet the bug; absent if its functions have no names. */
  readonly exposure: BinaryExposure;
  /** Offsets in struct m that the judgement found. */
  readonly fields: CodeJudgement['fields'];
}

type Conclusion = Pick<RuntimeJudgement, 'verdict' | 'detail'> &
  Partial<Pick<RuntimeJudgement, 'isGo' | 'fields' | 'exposure'>>;

/** The answer if there is no image to examine. */
export function withoutRuntime(
  container: RuntimeJudgement['container'],
  verdict: 'not-go' | 'unknown',
  detail: string,
): RuntimeJudgement {
  return {
    container,
    goarch: null,
    goos: null,
    verdict,
    detail,
    isGo: false,
    goVersion: null,
    modulePath: null,
    settings: {},
    exposure: noExposure,
    fields: null,
  };
}

export const fromBuildInfo = (
  info: BuildInfo | null,
): Pick<RuntimeJudgement, 'goVersion' | 'modulePath' | 'settings'> =>
  info ?? { goVersion: null, modulePath: null, settings: {} };

export function judgeRuntime(image: Image, question: RuntimeQuestion): RuntimeJudgement {
  const info = unlessDamaged(
    () => readBuildInfo(image),
    () => null,
  );
  const found = unlessDamaged<Conclusion>(
    () => judgeImage(image, info, question),
    (reason) => ({ verdict: 'unknown', detail: `The file is damaged: ${reason}.` }),
  );
  return {
    ...withoutRuntime(image.container, 'unknown', ''),
    goarch: image.goarch,
    goos: info?.settings['GOOS'] ?? image.goos,
    ...fromBuildInfo(info),
    isGo: info !== null,
    ...found,
  };
}

function judgeImage(image: Image, info: BuildInfo | null, question: RuntimeQuestion): Conclusion {
  const goVersion = info?.goVersion ?? null;
  const found = findFunctionTable(image);
  if (found.kind === 'old') {
    // A newer version with an old table is a contradiction.
    return isOlder(question, goVersion ?? newestWith.oldTable)
      ? {
          verdict: 'not-applicable',
          isGo: true,
          detail: `It is Go 1.17 or older by its function table, older than the bug: ${question.absence}.`,
        }
      : {
          verdict: 'unknown',
          isGo: true,
          detail:
            goVersion === null
              ? 'It has the function table of an old release, which is not read.'
              : `It was built with ${goVersion}, but has the function table of an old release.`,
        };
  }
  if (found.kind === 'none') return judgeWithoutTable(image, info);
  return { isGo: true, ...judgeWithTable(image, found.table, goVersion, question) };
}

function judgeWithTable(
  image: Image,
  table: FunctionTable,
  goVersion: string | null,
  question: RuntimeQuestion,
): Conclusion {
  const functions = openFunctions(image, table);
  if (functions === null) {
    return { verdict: 'unknown', detail: 'Its function table does not say where the code begins.' };
  }
  const exposure = exposureOf(functions);
  const age: Age = { goVersion, isBefore120: table.isBefore120 };
  return { exposure, ...judgeFunctions(image, functions, exposure.exportedFunctions.count, age, question) };
}

/** The facts that show how old the runtime is. */
interface Age {
  readonly goVersion: string | null;
  readonly isBefore120: boolean;
}

function judgeFunctions(
  image: Image,
  functions: Functions,
  exportedFunctions: number,
  age: Age,
  question: RuntimeQuestion,
): Conclusion {
  const found = functions.named(question.entry, ...question.others);
  const named = (name: string): GoFunction[] => found.filter((entry) => entry.name === name);
  const usesCgo =
    functions.hasName('crosscall2') || exportedFunctions > 0 || functions.countNames('runtime/cgo.') > 0;
  // Windows needs the entry for callbacks of the system, so every program has it there.
  if (question.onlyWithCgo && !usesCgo && (named(question.entry).length === 0 || image.container === 'pe')) {
    return withoutCgo(image, functions);
  }
  const architecture = image.goarch === null ? null : architectureOf(image.goarch);
  if (architecture === null) {
    return {
      verdict: 'unknown',
      detail: `Machine code for ${image.goarch ?? 'this processor'} cannot be read.`,
    };
  }
  const judgement = question.judge({
    functions: named,
    explore: (goFunction) => exploreFunction(goFunction, image, functions, architecture),
    calledName: (target) => calledName(functions, target),
  });
  const older = judgement.verdict === 'absent' ? whyOlder(age, question) : null;
  if (older !== null)
    return {
      verdict: 'not-applicable',
      detail: `${older}, and ${question.absence.replace(/^it/, 'its code')}.`,
    };
  return {
    verdict: judgement.verdict === 'absent' ? 'unknown' : judgement.verdict,
    detail: `${capitalise(judgement.reason)}.`,
    fields: judgement.fields,
  };
}

/** The code alone does not distinguish an old runtime from one that is not understood. */
function whyOlder({ goVersion, isBefore120 }: Age, question: RuntimeQuestion): string | null {
  if (isOlder(question, goVersion)) return `It was built with ${goVersion}, older than the bug`;
  return goVersion === null && isBefore120 && isOlder(question, newestWith.tableBefore120)
    ? 'It is Go 1.18 or 1.19, older than the bug, by its function table'
    : null;
}

/** The newest releases with the older forms of the function table. */
const newestWith = { oldTable: 'go1.17.13', tableBefore120: 'go1.19.13' } as const;

/** Functions of every Go program: without them the table of names is not what it seems to be. */
const inEveryProgram = [
  'runtime.main',
  'runtime.goexit',
  'runtime.mstart',
  'runtime.mallocgc',
  'runtime.gopanic',
  'runtime.newproc',
  'runtime.schedule',
];

function withoutCgo(image: Image, functions: Functions): Conclusion {
  if (!inEveryProgram.every((name) => functions.hasName(name)))
    return { verdict: 'unknown', detail: `${obfuscated} Its table of names is incomplete.` };
  // Names can be changed, and those of C's side of cgo are in no table.
  return holdsCgoRuntime(image)
    ? { verdict: 'unknown', detail: `${obfuscated} It holds runtime/cgo, but not by name.` }
    : {
        verdict: 'no-cgo',
        detail: 'It was built without cgo: the linker left out the entry for callbacks from C.',
      };
}

function exploreFunction(
  goFunction: GoFunction,
  image: Image,
  functions: Functions,
  architecture: Architecture,
): Exploration {
  return explore({
    architecture,
    bytes: functions.code(goFunction),
    start: goFunction.start,
    callTargets: image.callTargetsWithin(goFunction.start, goFunction.end),
    neverReturns: (target) => noReturnNames.test(calledName(functions, target)),
  });
}

/** Calls that end the path: the compiler puts unrelated code, or none, behind them. */
const noReturnNames =
  /^runtime\.(?:throw|fatal|fatalthrow|gopanic|goPanic\w*|panic\w*|exit|abort|morestack\w*)$/;

const isOlder = ({ since }: RuntimeQuestion, goVersion: string | null): boolean =>
  goVersion !== null && isBefore(goVersion.split(/[ -]/, 1)[0] ?? '', since);

const capitalise = (text: string): string =>
  text.startsWith('runtime.') ? text : text.charAt(0).toUpperCase() + text.slice(1);
