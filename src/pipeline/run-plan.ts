import type { Bug } from '../bugs/bug.js';
import { defaultProgramSettings, type ProgramSettings } from '../model/program.js';

/** What is asked of each toolchain, and for how long. */
export interface RunPlan {
  /** In the order in which they are asked. */
  readonly probes: readonly string[];
  /** Ask every probe to its end, even when the verdict is clear: the user named probes, runs or a duration. */
  readonly exhaustive: boolean;
  readonly settings: ProgramSettings;
  /** A clean answer counts when an affected toolchain would have shown the bug with this probability. */
  readonly confidence: number;
  /** This many trials of a probe that takes its chances; null: as many as the confidence needs. */
  readonly runs: number | null;
  /** Go on with such a probe for this long. */
  readonly durationMs: number | null;
  /** Go on with such a probe until it shows the bug. */
  readonly untilCrash: boolean;
  /** A trial is a hang after this long; null: the probe's own limit. */
  readonly timeoutMs: number | null;
}

/** What `run` asks when no option says otherwise. */
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
