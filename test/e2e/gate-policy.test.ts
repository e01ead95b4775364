/** The policy through the real command: exit codes, acceptances that end, and the same answer in every format. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cli } from '../helpers/cli.js';
import { makeTar } from '../helpers/make-archives.js';
import { affectedProgram, fixedProgram, gate } from '../helpers/gate-subjects.js';

const folder = mkdtempSync(path.join(tmpdir(), 'gate-policy-'));
const here = { cwd: folder };
const writePolicy = (...lines: string[]): void =>
  writeFileSync(path.join(folder, '.cgoprof-repro.yml'), ['version: 1', ...lines, ''].join('\n'));

beforeAll(() => {
  writeFileSync(path.join(folder, 'app'), affectedProgram);
  writeFileSync(path.join(folder, 'good'), fixedProgram);
  writeFileSync(path.join(folder, 'cut'), affectedProgram.subarray(0, 300));
});
beforeEach(() => writePolicy());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const acceptApp = ['accept:', '  - subject: app', '    reason: rebuilt next week', '    expires: 2026-12-31'];

describe('an acceptance', () => {
  it('holds to its last day and says why; from the next day on the finding fails again', async () => {
    writePolicy(...acceptApp);
    const [held, expired] = await Promise.all([
      gate(['app', 'good', '--as-of', '2026-12-31'], here),
      gate(['app', 'good', '--as-of', '2027-01-01'], here),
    ]);
    expect(held.exitCode).toBe(0);
    expect(held.verdicts).toStrictEqual({ app: 'affected', good: 'fixed' });
    expect(held.cell.acceptance).toStrictEqual({
      reason: 'rebuilt next week',
      expires: '2026-12-31',
      holds: true,
    });
    expect(expired.exitCode).toBe(3);
    expect(expired.cell.acceptance?.holds).toBe(false);
  });

  it('that nothing needs is told, but only when all was asked that the policy is about', async () => {
    writePolicy('subjects: [good]', ...acceptApp);
    const [whole, part] = await Promise.all([cli(['gate'], {}, here), cli(['gate', 'good'], {}, here)]);
    expect(whole.stderr).toMatch(/the acceptance of app until \S+ is no longer needed/);
    expect(part.stderr).not.toContain('no longer needed');
    expect([whole.exitCode, part.exitCode]).toStrictEqual([0, 0]);
  });

  it('is of one file, however it is named', async () => {
    writePolicy(...acceptApp);
    expect((await gate(['./app', '--as-of', '2026-12-31'], here)).exitCode).toBe(0);
  });
});

describe('what fails', () => {
  it('fails in every format, whatever its verdict is', async () => {
    writeFileSync(path.join(folder, 'notes.tar'), makeTar([{ name: 'a', content: Buffer.from('text') }]));
    const outputs = ['r.sarif', 'junit=r.xml', 'gitlab=r.json'].flatMap((output) => ['-o', output]);
    const subjects = ['cut', 'notes.tar', '--require', 'fixed', '--fail-on', 'not-applicable'];
    const { stdout, exitCode } = await cli(['gate', ...subjects, '--format', 'github', ...outputs], {}, here);
    expect(exitCode).toBe(3);
    expect(stdout.match(/^::error /gm)).toHaveLength(2);
    const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
    const { results } = JSON.parse(read('r.sarif')).runs[0];
    expect(results.map(({ level }: { level: string }) => level)).toStrictEqual(['error', 'error']);
    expect(read('r.xml')).toContain('failures="2"');
    expect(JSON.parse(read('r.json')).map(({ severity }: { severity: string }) => severity)).toStrictEqual([
      'critical',
      'critical',
      // What was passed over.
      'info',
    ]);
  });

  it('also fails when proof is required and nothing was asked', async () => {
    writePolicy('require: fixed', 'subjects: []');
    expect((await cli(['gate'], {}, here)).exitCode).toBe(3);
    writePolicy('subjects: []');
    expect((await cli(['gate'], {}, here)).exitCode).toBe(4);
  });
});

describe('what cannot be decided', () => {
  it('can be accepted, whether it fails or not', async () => {
    const accept = ['accept:', '  - {subject: cut, reason: it is cut, expires: 2026-12-31}'];
    for (const rule of ['deny: affected', 'require: fixed']) {
      writePolicy(rule, ...accept);
      expect((await gate(['cut', '--as-of', '2026-12-31'], here)).exitCode).toBe(0);
    }
    expect((await gate(['cut', '--as-of', '2027-01-01'], here)).exitCode).toBe(3);
    writePolicy(...accept);
    expect((await gate(['cut', '--as-of', '2027-01-01'], here)).exitCode).toBe(4);
  });

  it('is exit 4, and with require: fixed it fails', async () => {
    expect((await gate(['cut'], here)).exitCode).toBe(4);
    expect((await gate(['cut', '--require', 'fixed'], here)).exitCode).toBe(3);
    expect((await gate(['cut', '--fail-on', 'inconclusive'], here)).exitCode).toBe(3);
    writePolicy('require: fixed');
    expect((await gate(['cut'], here)).exitCode).toBe(3);
    expect((await gate(['good'], here)).exitCode).toBe(0);
  });
});

it('names the subjects when the command line does not', async () => {
  writePolicy('subjects: [good]');
  expect((await gate([], here)).verdicts).toStrictEqual({ good: 'fixed' });
});

it('that is wrong is refused with its line', async () => {
  writePolicy('deny: everything');
  const { exitCode, stderr } = await cli(['gate', 'good'], {}, here);
  expect(exitCode).toBe(1);
  expect(stderr).toContain('.cgoprof-repro.yml:2:1: deny');
  expect((await cli(['gate', 'good', '--policy', 'missing.yml'], {}, here)).exitCode).toBe(1);
  expect((await cli(['gate', 'good', '--as-of', '2026-02-30'], {}, here)).exitCode).toBe(2);
});

it('comes to the same exit code and the same findings in every format', async () => {
  writePolicy(...acceptApp);
  const formats = ['text', 'json', 'markdown', 'html', 'junit', 'sarif', 'github', 'gitlab'];
  const outputs = formats.flatMap((format) => ['-o', `${format}=out.${format}`]);
  for (const [day, exitCode] of [
    ['2026-12-01', 4],
    ['2027-12-01', 3],
  ] as const) {
    const args = ['gate', 'app', 'cut', '--as-of', day];
    expect((await cli([...args, ...outputs], {}, here)).exitCode).toBe(exitCode);
    for (const format of ['sarif', 'junit']) {
      expect((await cli([...args, '--format', format], {}, here)).exitCode).toBe(exitCode);
    }
    const written = (format: string): string => readFileSync(path.join(folder, `out.${format}`), 'utf8');
    // In a text, a line may end between the words.
    for (const format of formats) expect(written(format), format).toMatch(/rebuilt\s+next\s+week/);
    expect(written('sarif').includes('"suppressions"')).toBe(exitCode === 4);
    expect(/<failure/.test(written('junit'))).toBe(exitCode === 3);
    expect(/^::error /m.test(written('github'))).toBe(exitCode === 3);
    expect(written('gitlab').includes('"critical"')).toBe(exitCode === 3);
  }
});
