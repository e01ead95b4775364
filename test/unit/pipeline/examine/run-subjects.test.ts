import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { leaseBuilds } from '../../../../src/program/build-store.js';
import { usualPlan } from '../../../../src/pipeline/examine/run-plan.js';
import { runSubjects } from '../../../../src/pipeline/examine/run-subjects.js';
import type { Session } from '../../../../src/pipeline/session.js';
import { usualAsked } from '../../../helpers/targets.js';
import { emptyMachine } from '../../../helpers/fake-toolchain.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'run-subjects-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(names: readonly string[], context: Session) {
  const subjects = names.map((text) => ({ kind: 'path', text, path: path.join(folder, text) }) as const);
  const plan = usualPlan(context.bug);
  return runSubjects({ subjects, plan, targets: [usualAsked] }, context);
}

describe('runSubjects', () => {
  it('keeps to the size limit when the run ends, for the last build too', async () => {
    const { context } = emptyMachine(folder, { maxCacheBytes: 0 });
    const builds = await leaseBuilds('go1.23.0-0f1e2d3c', context);
    await builds.giveBack();
    await run([], context);
    expect(existsSync(builds.programs)).toBe(false);
  });

  it('reports what cannot be obtained beside the others, in the order asked, and fails with the first', async () => {
    const { context, events } = emptyMachine(folder);
    const { report, failure } = await run(['gone', 'lost', 'missing'], context);
    expect(report.cells.map(({ subject }) => subject)).toEqual(['gone', 'lost', 'missing']);
    expect(report.cells[1]?.skipped?.reason).toBe(`${path.join(folder, 'lost')} does not exist`);
    expect(failure?.message).toBe(`${path.join(folder, 'gone')} does not exist`);
    expect(report.exitCode).toBe(1);
    expect(events.filter(({ type }) => type === 'cell-started')).toMatchObject(
      ['gone', 'lost', 'missing'].map((subject, index) => ({ subject, index, total: 3 })),
    );
  });

  it('throws when the only subject cannot be obtained', async () => {
    const { context } = emptyMachine(folder);
    await expect(run(['gone'], context)).rejects.toMatchObject({ code: 'bad-toolchain' });
  });

  it('reports nothing of what it did not begin', async () => {
    const { context } = emptyMachine(folder, { signal: AbortSignal.abort() });
    const { report, failure } = await run(['gone'], context);
    expect(report).toMatchObject({ interrupted: true, cells: [], exitCode: 130 });
    expect(failure).toBeNull();
  });
});
