import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { leaseBuilds } from '../../../../src/program/build-store.js';
import { usualPlan } from '../../../../src/pipeline/examine/run-plan.js';
import { runSubjects } from '../../../../src/pipeline/examine/run-subjects.js';
import { usualTarget } from '../../../helpers/targets.js';
import { emptyMachine } from '../../../helpers/fake-toolchain.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'run-subjects-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the size limit holds when the run ends, for the last build too', async () => {
  const { context } = emptyMachine(folder, { maxCacheBytes: 0 });
  const builds = await leaseBuilds('go1.23.0-0f1e2d3c', context);
  await builds.giveBack();
  const request = {
    subjects: [],
    plan: usualPlan(context.bug),
    target: usualTarget,
  };
  await runSubjects(request, context);
  expect(existsSync(builds.programs)).toBe(false);
});
