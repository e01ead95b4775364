import { ReproError } from '../model/errors.js';
import type { ToolchainContext } from '../toolchain/context.js';
import { compilerCheck } from './doctor/c-compiler.js';
import { cacheCheck } from './doctor/cache.js';
import type { Check, Finding } from './doctor/check.js';
import { goCheck } from './doctor/go.js';
import { confinementCheck, cpuCheck, limitCheck, signalCheck, tracerCheck } from './doctor/limits.js';
import { networkCheck } from './doctor/network.js';
import { nodeCheck } from './doctor/node.js';

export const checks: readonly Check[] = [
  nodeCheck,
  goCheck,
  compilerCheck,
  networkCheck,
  cacheCheck,
  cpuCheck,
  signalCheck,
  tracerCheck,
  confinementCheck,
  limitCheck,
];

/** Looks at all that a run needs, all at once; findings in the order of the table. */
export async function examineMachine(context: ToolchainContext): Promise<Finding[]> {
  const findings = await Promise.all(checks.map((check) => look(check, context)));
  return findings.flat();
}

/** A check that cannot look has found something too. */
async function look({ name, look: run }: Check, context: ToolchainContext): Promise<Finding[]> {
  try {
    return (await run(context)).map((finding) => ({ check: name, ...finding }));
  } catch (error) {
    if (context.signal?.aborted === true || !(error instanceof ReproError)) throw error;
    return [{ check: name, status: 'problem', detail: error.message, hint: error.hint ?? null }];
  }
}
