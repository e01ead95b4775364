/** Applies a policy to a report’s cells, and says what the gate exits with. Pure: `today` is given. */
import type { Cell } from '../model/report.js';
import { exitCodes, type ExitCode, type Verdict } from '../model/verdict.js';
import { decides } from '../verdict/overall.js';
import { compileGlob } from '../text/glob.js';
import type { Acceptance, Policy } from './policy-schema.js';

/** The parts of a cell that are judged: the subject as the user named it, and the file of a finding. */
export type JudgedCell = Pick<Cell, 'subject' | 'verdict' | 'location' | 'finding' | 'aside'>;

export interface PolicyOutcome<C extends JudgedCell> {
  /** True if a finding fails and no acceptance holds for it. */
  readonly failed: boolean;
  readonly failures: readonly C[];
  /** Findings that would have failed or stayed open, with the acceptance that holds. */
  readonly accepted: readonly { readonly cell: C; readonly acceptance: Acceptance }[];
  /** Failures that were accepted until some day; they are among `failures` too. */
  readonly expired: readonly { readonly cell: C; readonly acceptance: Acceptance }[];
  /** Acceptances that no finding needs any more. */
  readonly unused: readonly Acceptance[];
}

/** @param today the date in the user’s time zone, `YYYY-MM-DD`; dates of this form order as text. */
export function applyPolicy<C extends JudgedCell>(
  cells: readonly C[],
  policy: Policy,
  today: string,
): PolicyOutcome<C> {
  const failing = failingVerdicts(policy);
  const acceptances = policy.accept ?? [];
  const accepting = acceptances.map((acceptance) => ({ acceptance, accepts: acceptorOf(acceptance) }));
  const failures: C[] = [];
  const accepted: { cell: C; acceptance: Acceptance }[] = [];
  const expired: { cell: C; acceptance: Acceptance }[] = [];
  const used = new Set<Acceptance>();
  // An open finding fails nothing by itself, but keeps the gate from passing, so it can be accepted as well.
  const open = cells.filter(({ verdict }) => failing.has(verdict) || verdict === 'inconclusive');
  for (const cell of open.filter(decides)) {
    const matching = accepting.filter(({ accepts }) => accepts(cell)).map(({ acceptance }) => acceptance);
    for (const acceptance of matching) used.add(acceptance);
    const [first] = matching;
    const holding = matching.find(({ expires }) => expires >= today);
    if (holding !== undefined) {
      accepted.push({ cell, acceptance: holding });
      continue;
    }
    // A missing subject has no verdict that a policy could ask for, so it fails by itself.
    if (!failing.has(cell.verdict) || cell.finding === 'missing-subject') continue;
    failures.push(cell);
    if (first !== undefined) expired.push({ cell, acceptance: first });
  }
  const unused = acceptances.filter((acceptance) => !used.has(acceptance));
  return { failed: failures.length > 0, failures, accepted, expired, unused };
}

/** `require: fixed` does not accept an unknown answer. A runtime without the bug’s field has nothing to be fixed. */
function failingVerdicts(policy: Policy): ReadonlySet<Verdict> {
  const byRule: readonly Verdict[] = policy.require === 'fixed' ? ['affected', 'inconclusive'] : ['affected'];
  return new Set([...byRule, ...[policy['fail-on'] ?? []].flat()]);
}

/** Made once for each acceptance: a gate may have tens of thousands of cells. */
function acceptorOf({ subject, finding }: Acceptance): (cell: JudgedCell) => boolean {
  const wanted = plainly(subject);
  const matches = compileGlob(wanted);
  const isMeant = (name: string): boolean => plainly(name) === wanted || matches(plainly(name));
  return ({ subject: name, location, verdict }) =>
    (finding === undefined || finding === verdict) &&
    (isMeant(name) || (location !== undefined && isMeant(location.file)));
}

/** `./app` is `app`, on either side. */
const plainly = (name: string): string => name.replace(/^(?:\.\/)+/, '');

/**
 * Failed, if the policy says so; a policy that requires proof also does so if nothing was asked. Otherwise an error, if
 * something that was named does not exist, because a typing error must pass nowhere. Otherwise inconclusive, if an open
 * question is left that nobody accepted, or nothing was asked at all. Otherwise passed. The report’s format has no say.
 */
export function gateExitCode(cells: readonly Cell[], policy: Policy, outcome: PolicyOutcome<Cell>): ExitCode {
  if (outcome.failed || (cells.length === 0 && policy.require === 'fixed')) return exitCodes.affected;
  const accepted = new Set(outcome.accepted.map(({ cell }) => cell));
  const deciding = cells.filter(decides);
  const open = deciding.filter((cell) => cell.verdict === 'inconclusive' && !accepted.has(cell));
  if (open.some(({ finding }) => finding === 'missing-subject')) return exitCodes.failed;
  const isOpen = deciding.length === 0 || open.length > 0;
  return isOpen ? exitCodes.inconclusive : exitCodes.ok;
}
