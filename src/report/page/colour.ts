/** Decides about colour and animation, by two pure functions of the environment. */

/** 0: none. 1: the sixteen basic colours, all that this tool uses. */
export type ColourLevel = 0 | 1;

export interface TerminalFacts {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The state of the very stream that is written to: stdout and stderr can differ. */
  readonly isTTY: boolean;
  /** `--color` is true, `--no-color` is false, neither is undefined. */
  readonly flag?: boolean | undefined;
}

/**
 * The first one that is set decides: the flag, FORCE_COLOR (as Node reads it: `0` and `false` mean no), NO_COLOR
 * (https://no-color.org: any value but an empty one), TERM=dumb, and finally the presence of a terminal.
 */
export function decideColour({ env, isTTY, flag }: TerminalFacts): ColourLevel {
  if (flag !== undefined) return flag ? 1 : 0;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced === '0' || forced === 'false' ? 0 : 1;
  if ((env['NO_COLOR'] ?? '') !== '') return 0;
  if (env['TERM'] === 'dumb') return 0;
  return isTTY ? 1 : 0;
}

/**
 * Live lines need a terminal that can move its cursor and a person who watches: not dumb, not CI. NO_COLOR asks for
 * text without escapes, and live lines are made of them.
 */
export function decideAnimation({ env, isTTY }: Omit<TerminalFacts, 'flag'>): boolean {
  return isTTY && env['TERM'] !== 'dumb' && (env['NO_COLOR'] ?? '') === '' && !isCi(env['CI']);
}

function isCi(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false';
}
