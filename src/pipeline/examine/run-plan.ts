import type { Bug } from '../../bugs/bug.js';
import { ReproError } from '../../model/errors.js';
import { chooseFrom } from '../../text/nearest.js';
import { quotedWord } from '../../text/quoted-word.js';
import { defaultProgramSettings, type ProgramSettings } from '../../model/program.js';

/** The probes for each toolchain, and how long each is asked. */
export interface RunPlan {
  /** The probes, in the order in which they are asked. */
  readonly probes: readonly string[];
  /** Ask every probe to its end, even when the verdict is clear: the user named probes, runs or a duration. */
  readonly exhaustive: boolean;
  readonly settings: ProgramSettings;
  /** A clean answer counts when an affected toolchain would have shown the bug with this probability. */
  readonly confidence: number;
  /** The number of trials of a probe that takes its chances; null: as many as the confidence needs. */
  readonly runs: number | null;
  /** Go on with such a probe for this long. */
  readonly durationMs: number | null;
  /** Go on with such a probe until it shows the bug. */
  readonly untilCrash: boolean;
  /** A trial is a hang after this long; null: the probe's own limit. */
  readonly timeoutMs: number | null;
}

/** The plan of `run` when no option says otherwise. */
export const usualPlan = ({ probes }: Pick<Bug, 'probes'>): RunPlan => ({
  probes: probes.filter(({ byDefault }) => byDefault).map(({ name }) => name),
  exhaustive: false,
  settings: defaultProgramSettings,
  confidence: 0.999,
  runs: null,
  durationMs: null,
  untilCrash: false,
  timeoutMs: null,
});

interface ProbeChoice {
  readonly quick?: true | undefined;
  readonly probes?: readonly string[] | undefined;
}

/**
 * Names the probes to ask, in the order of the bug's table.
 * Throws `usage` for a name that is no probe.
 */
export function chooseProbes(
  { probes }: Pick<Bug, 'probes'>,
  { quick, probes: named }: ProbeChoice,
): string[] {
  if (quick === true && named !== undefined) {
    throw new ReproError('usage', '--quick and --probes ask for different things', {
      hint: 'Give one of them: --quick, or --probes NAMES',
    });
  }
  const names = probes.map(({ name }) => name);
  const stranger = named?.find((name) => name !== 'all' && !names.includes(name));
  if (stranger !== undefined) {
    throw new ReproError('usage', `there is no probe ${quotedWord(stranger)}`, {
      hint: chooseFrom(stranger, ['all', ...names], (name) => `--probes ${name}`),
    });
  }
  const isNamed = (name: string): boolean | undefined => named?.some((one) => one === 'all' || one === name);
  return probes
    .filter((probe) => (quick === true ? probe.quick : (isNamed(probe.name) ?? probe.byDefault)))
    .map(({ name }) => name);
}
