import { ReproError } from '../../../model/errors.js';
import type { Cell } from '../../../model/report.js';
import type { Subject } from '../../../release/resolve-spec.js';
import { usualPlan } from '../../examine/run-plan.js';
import { runSubjects } from '../../examine/run-subjects.js';
import { resolveSpecs } from '../../resolve-specs.js';
import type { Session } from '../../session.js';
import { targetsFor } from '../../targets/targets.js';
import { toolchainCell, unresolvedCell } from './toolchain-cell.js';

/** Asks toolchains by running a program, as `run` with its defaults does. A bad SPEC does not lose the others. */
export async function runToolchains(specs: readonly string[], session: Session): Promise<readonly Cell[]> {
  const subjects: Subject[] = [];
  const unresolved: Cell[] = [];
  for (const spec of specs) {
    try {
      subjects.push(...(await resolveSpecs([spec], {}, session)));
    } catch (error) {
      if (!(error instanceof ReproError)) throw error;
      unresolved.push(unresolvedCell(spec, error));
    }
  }
  if (subjects.length === 0) return unresolved;
  const request = { subjects, plan: usualPlan(session.bug), targets: await targetsFor({}, [{}], session) };
  const { report } = await runSubjects(request, session);
  return [...report.cells.map(toolchainCell), ...unresolved];
}
