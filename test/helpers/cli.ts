import { execa } from 'execa';
import envPaths from 'env-paths';
import path from 'node:path';
import type { Cell, Report } from '../../src/model/report.js';
import { reportSchema } from '../../src/model/report-schema.js';

export const bin = path.resolve('bin/cgoprof-repro.js');

/** Kept between runs of the tests: a toolchain is 250 MB and a cold build takes seconds. */
export const testCache = path.join(envPaths('cgoprof-repro-test', { suffix: '' }).cache);

export interface CliResult {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real command. Never throws for an exit code. */
export async function cli(
  args: readonly string[],
  env: Record<string, string | undefined> = {},
  { cwd, input }: { readonly cwd?: string; readonly input?: string } = {},
): Promise<CliResult> {
  const { exitCode, stdout, stderr } = await execa(process.execPath, [bin, ...args], {
    env: { CGOPROF_REPRO_CACHE: testCache, ...env },
    reject: false,
    stripFinalNewline: false,
    ...(cwd === undefined ? {} : { cwd }),
    ...(input === undefined ? {} : { input }),
  });
  return { exitCode, stdout, stderr };
}

/** Runs with JSON on standard output, checked by the published schema. */
export async function cliReport(
  args: readonly string[],
  env: Record<string, string | undefined> = {},
  options: { readonly cwd?: string; readonly input?: string } = {},
): Promise<{ readonly report: Report; readonly cell: Cell; readonly exitCode: number | undefined }> {
  const { exitCode, stdout, stderr } = await cli([...args, '--format', 'json'], env, options);
  if (stdout === '') throw new Error(`no report; exit code ${exitCode}\n${stderr}`);
  const report = reportSchema.parse(JSON.parse(stdout));
  const [cell] = report.cells;
  if (cell === undefined) throw new Error(`a report without cells\n${stderr}`);
  return { report, cell, exitCode };
}
