import { ReproError } from '../../model/errors.js';
import { compilerCheck } from './c-compiler.js';
import { warning, type Check, type Examination, type Finding } from './check.js';
import { cacheCheck, temporaryFilesCheck } from './folders.js';
import { confinementCheck, cpuCheck, limitCheck, signalCheck, tracerCheck } from './limits.js';
import { networkCheck } from './network.js';
import { goCheck, nodeCheck } from './node-and-go.js';

export const checks: readonly Check[] = [
  nodeCheck,
  goCheck,
  compilerCheck,
  networkCheck,
  cacheCheck,
  temporaryFilesCheck,
  cpuCheck,
  signalCheck,
  tracerCheck,
  confinementCheck,
  limitCheck,
];

/** Makes all checks that a run needs, all at once. The findings are in the order of the table. */
export async function examineMachine(context: Examination): Promise<Finding[]> {
  const open = new Set(checks.map(({ name }) => name));
  const total = checks.length;
  const tell = (): void => {
    const at = [...open].join(', ');
    context.onEvent({ type: 'work-progress', work: 'doctor', done: total - open.size, total, at });
  };
  tell();
  const findings = await Promise.all(
    checks.map(async (check) => {
      const found = await look(check, context);
      open.delete(check.name);
      tell();
      return found;
    }),
  );
  return findings.flat();
}

/** Makes one check. A check that cannot look has found something too. */
async function look({ name, look: run }: Check, context: Examination): Promise<Finding[]> {
  try {
    const findings = await run(context);
    // The result of a killed command says nothing about the machine.
    const isCut = context.signal.aborted && findings.some(({ status }) => status !== 'ok');
    return isCut ? [notAsked(name)] : findings.map((finding) => ({ check: name, ...finding }));
  } catch (error) {
    if (context.signal.aborted) return [notAsked(name)];
    if (!(error instanceof ReproError)) throw error;
    return [{ check: name, status: 'problem', detail: error.message, hint: error.hint ?? null }];
  }
}

const notAsked = (check: string): Finding => ({ check, ...warning('not asked: interrupted', null) });
