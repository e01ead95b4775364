/** Reads option values; each complaint says what would be right. Commander prints it and exits with the usage code. */
import { InvalidArgumentError } from '@commander-js/extra-typings';
import { verdicts, type Verdict } from '../../model/verdict.js';
import { howToWriteSizes, parseByteSize } from '../../requests/byte-size.js';

export const positiveInteger = (text: string): number => wholeNumber(text, Infinity, 'up');

/** The limit of threads that call back; with more, a machine would do nothing else for hours. */
export const mostThreads = 1000;

/** Reads a number of at most `mostThreads`. */
export const threadCount = (text: string): number => wholeNumber(text, mostThreads, `to ${mostThreads}`);

function wholeNumber(text: string, most: number, limit: string): number {
  const value = Number(text);
  if (!/^\d{1,9}$/.test(text) || value < 1 || value > most)
    throw new InvalidArgumentError(`Give a whole number from 1 ${limit}.`);
  return value;
}

/** Reads milliseconds from `500ms`, `30s`, `5m`, `1h`; a bare number counts seconds. */
export function duration(text: string): number {
  const match = /^(\d{1,9}(?:\.\d{1,6})?)(ms|s|m|h)?$/.exec(text);
  const factor = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }[match?.[2] ?? 's'];
  const value = Math.round(Number(match?.[1]) * (factor ?? Number.NaN));
  if (!Number.isFinite(value) || value < 1)
    throw new InvalidArgumentError('Give a time such as 500ms, 30s or 5m.');
  return value;
}

/** Reads bytes. */
export function byteSize(text: string): number {
  const bytes = parseByteSize(text);
  if (bytes === null) throw new InvalidArgumentError(howToWriteSizes);
  return bytes;
}

export function confidence(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 1))
    throw new InvalidArgumentError('Give a probability between 0 and 1, such as 0.999.');
  return value;
}

/** Reads names of probes. They are known only where the bug is loaded. */
export const probeList = (text: string): string[] => text.split(',').map((part) => part.trim());

/** Reads `affected,inconclusive`, or `none`. */
export const verdictList = (text: string): Verdict[] =>
  text === 'none' ? [] : listOf(verdicts, text, ['none', ...verdicts]);

function listOf<T extends string>(
  known: readonly T[],
  text: string,
  choices: readonly string[] = known,
): T[] {
  return text.split(',').map((part) => {
    const found = known.find((name) => name === part.trim());
    if (found === undefined) throw new InvalidArgumentError(`Choose from: ${choices.join(', ')}.`);
    return found;
  });
}

/** Gathers an option that may be given several times. */
export function collect(value: string, earlier: readonly string[] | undefined): readonly string[] {
  return [...(earlier ?? []), value];
}

/** Reads the name of a C compiler, which may have arguments. */
export function compiler(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('Give a C compiler, such as gcc or clang.');
  return text;
}

/** Gathers C compilers. */
export const collectCompilers = (value: string, earlier: readonly string[] | undefined): readonly string[] =>
  collect(compiler(value), earlier);

/** Gathers process ids. */
export function processId(text: string, earlier: readonly number[] | undefined): readonly number[] {
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new InvalidArgumentError('Give the number of a process.');
  return [...(earlier ?? []), Number(text)];
}

export const verdictsThatMayFail = ['affected', 'inconclusive', 'not-applicable'] as const;

export const failingVerdicts = (text: string) => listOf(verdictsThatMayFail, text);

/** Reads a day that exists, as `YYYY-MM-DD`. */
export function date(text: string): string {
  const parsed = new Date(`${text}T00:00:00Z`);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(parsed.getTime());
  if (!isDay || parsed.toISOString().slice(0, 10) !== text)
    throw new InvalidArgumentError('Give a day such as 2026-12-31.');
  return text;
}
