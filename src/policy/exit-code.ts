import type { Cell } from '../model/report.js';
import { exitCodes, type ExitCode } from '../model/verdict.js';
import { decides } from '../verdict/overall.js';
import type { PolicyOutcome } from './policy.js';
import type { Policy } from './policy-schema.js';

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
