/** Files made to look like pins, or to keep their readers busy, through the real command. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gate } from '../helpers/gate-subjects.js';

let repository = '';
beforeEach(() => {
  repository = mkdtempSync(path.join(tmpdir(), 'hostile-pins-'));
});
afterEach(() => rmSync(repository, { recursive: true, force: true }));

function write(file: string, content: string | Uint8Array): void {
  mkdirSync(path.dirname(path.join(repository, file)), { recursive: true });
  writeFileSync(path.join(repository, file), content);
}

it('a compiled library that is called like a Dockerfile keeps no repository from passing', async () => {
  const elf = Buffer.alloc(5_000_000);
  elf.write('\x7fELF\x02\x01\x01', 'latin1');
  write('venv/lib/dockerfile.abi3.so', elf);
  write('go.mod', 'module x\n\ngo 1.24.4\n');
  expect(await gate([], { cwd: repository })).toMatchObject({ exitCode: 0, cells: [{ verdict: 'fixed' }] });
  write('Dockerfile.dev', Buffer.from('# caf\xe9\nFROM golang:1.24.4\n', 'latin1'));
  expect((await gate([], { cwd: repository })).exitCode).toBe(4);
});

// None of these is asked for its time: each took minutes or all memory once, and the suite has limits of its own.
describe('files that are made to keep their readers busy are answered', () => {
  const parameter = '<< parameters.v >>';
  const jobs = Array.from(
    { length: 60 },
    (_, i) =>
      `  j${i}: {parameters: {v: {type: string, default: 1.${i}}}, docker: [{image: "cimg/go:${parameter.repeat(4)}"}]}\n`,
  );
  const stages = Array.from({ length: 20_000 }, (_, i) => `FROM s${i} AS s${i + 1}\nENV V${i + 1}=1\n`);

  it('CircleCI’s parameters', async () => {
    write('.circleci/config.yml', `version: 2.1\njobs:\n${jobs.join('')}`);
    const { exitCode, cells } = await gate([], { cwd: repository });
    expect(exitCode).toBe(4);
    expect(cells.every(({ verdict }) => verdict === 'inconclusive')).toBe(true);
  });

  it('20,000 stages, one made from the other', async () => {
    write('Dockerfile', `FROM golang:1.23.7 AS s0\n${stages.join('')}`);
    const { exitCode, cells } = await gate([], { cwd: repository });
    expect(exitCode).toBe(3);
    expect(cells).toMatchObject([{ verdict: 'affected', go: 'go1.23.7' }]);
  });

  it('nested braces', async () => {
    write('Dockerfile', `FROM ${'${'.repeat(200_000)}\n`);
    const { exitCode, cells } = await gate([], { cwd: repository });
    expect(exitCode).toBe(4);
    expect(cells).toMatchObject([{ reason: expect.stringContaining('longer than 1024 characters') }]);
  });

  it('more work than any file is worth: the reason is said', async () => {
    const steps = Array.from(
      { length: 800 },
      () => '{ uses: actions/setup-go@v5, with: { go-version: 1.24.4 } }',
    );
    const text = `x: &s [${steps.join(', ')}]\njobs:\n${Array.from({ length: 800 }, (_, i) => `  j${i}: { steps: *s }\n`).join('')}`;
    write('.github/workflows/ci.yml', text);
    const { exitCode, cells } = await gate([], { cwd: repository });
    expect(exitCode).toBe(4);
    expect(cells).toMatchObject([
      { reason: expect.stringContaining('more work than any file that people write') },
    ]);
  });
});
