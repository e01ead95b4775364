/** The package as a program uses it: packed, installed into a folder of its own, imported. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { reportSchema } from '../../src/model/report-schema.js';
import { cliReport, testCache } from '../helpers/cli.js';

const folder = mkdtempSync(path.join(tmpdir(), 'node-api-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(() => {
  const quiet = ['--no-audit', '--no-fund', '--offline', '--loglevel=error'];
  const packed = execFileSync('npm', ['pack', '--json', '--loglevel=error', '--pack-destination', folder]);
  const [{ filename }] = z.tuple([z.object({ filename: z.string() })]).parse(JSON.parse(packed.toString()));
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  execFileSync('npm', ['install', ...quiet, filename], { cwd: folder });
  cpSync('docs/examples/node-api.mjs', path.join(folder, 'node-api.mjs'));
  mkdirSync(path.join(folder, 'pinned'));
  writeFileSync(path.join(folder, 'pinned/go.mod'), 'module example.com/x\n\ngo 1.23.7\n');
});

const node = (...args: string[]) =>
  execa(process.execPath, args, { cwd: folder, env: { CGOPROF_REPRO_CACHE: testCache }, reject: false });

/** Runs a program that prints one JSON value, and nothing else may be printed. */
async function answerOf(program: string): Promise<unknown> {
  const imports = "import { ReproError, bisect, gate, matrix, run, scan } from 'cgoprof-repro';\n";
  writeFileSync(path.join(folder, 'program.js'), imports + program);
  const { stdout, stderr, exitCode } = await node('program.js');
  expect([stderr, exitCode]).toEqual(['', 0]);
  return JSON.parse(stdout);
}

describe('the packed package', () => {
  it('runs the example of the documents', async () => {
    const { stdout, stderr, exitCode } = await node('node-api.mjs', 'pinned', '1.23.8', '1.23.0');
    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(/^go1\.23\.8: fixed\. /),
      expect.stringMatching(/^go1\.23\.0: affected\. /),
      expect.stringMatching(/go\.mod:3: .*1\.23\.8/),
    ]);
    expect(stderr).toContain('building for 1.23.0');
    expect(exitCode).toBe(3);
  });

  it('gives the report that the command gives, prints nothing and sets no exit code', async () => {
    const report = reportSchema.parse(
      await answerOf("console.log(JSON.stringify(await run({ go: ['1.23.0'], quick: true })));"),
    );
    const { report: printed } = await cliReport(['--go', '1.23.0', '--quick']);
    const withoutTimes = (text: string) =>
      text.replaceAll(/"(?:startedAt|finishedAt|durationMs)":[^,}]*/g, '');
    // A program types no command.
    const { command, ...answer } = printed;
    expect(command).toContain('--go');
    expect(withoutTimes(JSON.stringify(report))).toBe(withoutTimes(JSON.stringify(answer)));
    expect(report).toMatchObject({ verdict: 'affected', exitCode: 3 });
  });

  it('answers every kind of question', async () => {
    const kinds = await answerOf(`
      const offline = true;
      const untilEvidence = () => {
        const controller = new AbortController();
        const onEvent = ({ type }) => { if (type === 'evidence') controller.abort(); };
        return { signal: controller.signal, onEvent };
      };
      const reports = [
        await scan({ go: ['1.23.0'], offline }),
        await gate({ subjects: ['pinned'], offline }),
        await matrix({ go: ['1.23.0'], ...untilEvidence() }),
        await bisect({ line: ['1.23'], ...untilEvidence() }),
      ];
      console.log(JSON.stringify(reports.map(({ kind, interrupted }) => [kind, interrupted])));
    `);
    expect(kinds).toEqual([
      ['scan', false],
      ['gate', false],
      ['matrix', true],
      ['bisect', true],
    ]);
  });

  it('stops by a signal, with what is known by then, and leaves no listener behind', async () => {
    const answer = await answerOf(`
      const controller = new AbortController();
      const { interrupted, exitCode, cells } = await run({
        go: ['1.23.8'],
        signal: controller.signal,
        onEvent: ({ type }) => { if (type === 'trial') controller.abort(); },
      });
      const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((name) => process.listenerCount(name));
      console.log(JSON.stringify({ interrupted, exitCode, evidence: cells[0].evidence.length, signals }));
    `);
    expect(answer).toEqual({
      interrupted: true,
      exitCode: 130,
      evidence: expect.any(Number),
      signals: [0, 0, 0],
    });
  });

  it('throws what a person must act on, as its own error', async () => {
    const answer = await answerOf(`
      const asked = [run({ go: ['1.99.0'] }), run({ quik: true }), scan({ go: ['./here'] })];
      const errors = await Promise.allSettled(asked);
      console.log(JSON.stringify(errors.map(({ reason }) => [reason instanceof ReproError, reason.code])));
    `);
    expect(answer).toEqual([
      [true, 'unknown-release'],
      [true, 'usage'],
      [true, 'usage'],
    ]);
  });

  it('can be required, and its types are enough for a program in TypeScript', async () => {
    writeFileSync(
      path.join(folder, 'typed.cts'),
      `import { run, type Cell, type Event } from 'cgoprof-repro';
       const names = (event: Event): string => (event.type === 'trial' ? event.trial.outcome : event.type);
       export const cells = async (): Promise<Cell[]> => (await run({ go: ['1.23'], onEvent: names })).cells;
       // @ts-expect-error: there is no such option
       void run({ quik: true });\n`,
    );
    const compiler = path.resolve('node_modules/typescript/bin/tsc');
    const options = [
      '--module',
      'nodenext',
      '--lib',
      'es2023,dom',
      '--strict',
      '--types',
      '',
      '--outDir',
      '.',
    ];
    const compiled = await node(compiler, '--ignoreConfig', ...options, 'typed.cts');
    expect([compiled.stdout, compiled.exitCode]).toEqual(['', 0]);
    const { stdout } = await node('-e', "console.log(typeof require('./typed.cjs').cells)");
    expect(stdout).toBe('function');
  });
});
