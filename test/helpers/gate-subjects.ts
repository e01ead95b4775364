import { cliReport } from './cli.js';
import { syntheticElf } from './synthetic-elf.js';
import { runtimeFunctions } from './synthetic-runtime.js';
import type { Cell } from '../../src/model/report.js';
import { questionOf } from '../../src/verdict/merge-cells.js';

/** Small Go programs, made byte by byte. */
export const affectedProgram = syntheticElf(runtimeFunctions('affected')).bytes;
export const fixedProgram = syntheticElf(runtimeFunctions('fixed'), 'go1.24.2').bytes;
/** A command of a toolchain: `cmd/go`, `cmd/compile`, … */
export const toolchainProgram = (packagePath: string): Buffer =>
  syntheticElf(runtimeFunctions('affected'), 'go1.23.7', packagePath).bytes;

/** Runs `gate`, of which no question may be answered twice. */
export async function gate(
  args: readonly string[],
  options: { readonly cwd?: string; readonly input?: string; readonly env?: Record<string, string> } = {},
) {
  const result = await cliReport(['gate', ...args], options.env, options);
  const { cells } = result.report;
  requireDistinct(cells.map(questionOf));
  return {
    ...result,
    cells,
    /** By subject. Pins of one text at several places have no such record. */
    get verdicts(): Record<string, Cell['verdict']> {
      requireDistinct(cells.map(({ subject }) => subject));
      return Object.fromEntries(cells.map(({ subject, verdict }) => [subject, verdict]));
    },
  };
}

function requireDistinct(names: readonly string[]): void {
  const repeated = names.filter((name, index) => names.indexOf(name) !== index);
  if (repeated.length > 0) throw new Error(`more than one cell for ${repeated.join(', ')}`);
}

export function cellOf(cells: readonly Cell[], subject: string): Cell {
  const cell = cells.find((one) => one.subject === subject);
  if (cell === undefined)
    throw new Error(`no cell ${subject} among ${cells.map((one) => one.subject).join(', ')}`);
  return cell;
}
