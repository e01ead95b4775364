import { cliReport } from './cli.js';
import { syntheticElf } from './synthetic-elf.js';
import { runtimeFunctions } from './synthetic-runtime.js';
import type { Cell } from '../../src/model/report.js';

/** Small Go programs, made byte by byte. */
export const affectedProgram = syntheticElf(runtimeFunctions('affected')).bytes;
export const fixedProgram = syntheticElf(runtimeFunctions('fixed'), 'go1.24.2').bytes;

/** Runs `gate` and gives verdicts by subject. */
export async function gate(
  args: readonly string[],
  options: { readonly cwd?: string; readonly input?: string; readonly env?: Record<string, string> } = {},
) {
  const result = await cliReport(['gate', ...args], options.env, options);
  const verdicts: Record<string, Cell['verdict']> = Object.fromEntries(
    result.report.cells.map(({ subject, verdict }) => [subject, verdict]),
  );
  return { ...result, verdicts, cells: result.report.cells };
}

export function cellOf(cells: readonly Cell[], subject: string): Cell {
  const cell = cells.find((one) => one.subject === subject);
  if (cell === undefined)
    throw new Error(`no cell ${subject} among ${cells.map((one) => one.subject).join(', ')}`);
  return cell;
}
