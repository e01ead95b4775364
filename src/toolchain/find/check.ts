/**
 * Checks that a folder is the toolchain that it claims to be: VERSION can be read, the go command runs and agrees, the
 * compiler, assembler, linker and cgo are there, run, and are of the same version. Nothing is written to the folder.
 */
import path from 'node:path';
import { downloadEnvironment, type Environment } from '../../host/environment.js';
import { runCommand } from '../../host/process/run-command.js';
import type { CachePaths } from '../../host/files/paths.js';
import { goBinaryOf, versionOfGoroot } from './go-command.js';
import { recall, remember, toolFile, tools, type SoundToolchain } from './known.js';
import { unreachable } from '../../model/unreachable.js';
import { firstLine, parseGoVersionAnswer, sameVersion } from './version-text.js';

export type CheckResult =
  | { readonly kind: 'sound'; readonly facts: SoundToolchain }
  /** `seen` is one sentence for people. */
  | { readonly kind: 'unsound'; readonly seen: string };

const toolTimeoutMs = 20_000;

/** Looks up or works out if a GOROOT is sound. Only good answers are remembered. */
export async function checkToolchain(
  goroot: string,
  env: Environment,
  paths: CachePaths,
): Promise<CheckResult> {
  const known = await recall(goroot, paths);
  if (known !== null) return { kind: 'sound', facts: known.facts };
  const result = await examineToolchain(goroot, env);
  if (result.kind === 'sound') await remember(goroot, { facts: result.facts }, paths);
  return result;
}

/** Does the same without memory. */
export async function examineToolchain(goroot: string, env: Environment): Promise<CheckResult> {
  const goBinary = goBinaryOf(goroot);
  const asked = await run(goBinary, ['version'], env);
  if (asked.kind === 'failed') return unsound(`${goBinary} does not run: ${asked.seen}`);
  const answer = parseGoVersionAnswer(asked.stdout);
  if (answer === null)
    return unsound(`${goBinary} is not a go command: it answers ${JSON.stringify(firstLine(asked.stdout))}`);

  const problem = await firstProblemOfTools(goroot, answer, env);
  if (problem !== null) return unsound(problem);

  // A GOROOT built from a checkout has no VERSION file; then only the command's answer is known.
  const versionText = (await versionOfGoroot(goroot)) ?? answer.version;
  const facts: SoundToolchain = {
    versionText,
    compilerVersion: answer.version,
    goos: answer.goos,
    goarch: answer.goarch,
    ...(sameVersion(versionText, answer.version)
      ? {}
      : {
          disagreement: `its VERSION file says ${versionText || 'nothing'}, its go command says ${answer.version}`,
        }),
  };
  return { kind: 'sound', facts };
}

async function firstProblemOfTools(
  goroot: string,
  go: { readonly version: string; readonly goos: string; readonly goarch: string },
  env: Environment,
): Promise<string | null> {
  const problems = tools.map(async (tool) => {
    const file = path.join(goroot, toolFile(tool, go));
    const asked = await run(file, ['-V'], env);
    if (asked.kind === 'failed') return `its ${tool} does not run: ${asked.seen}`;
    const answer = firstLine(asked.stdout);
    // The go command refuses to work with tools of another version, so this check is necessary.
    return answer.startsWith(`${tool} version ${go.version.split(' ', 1)[0]}`)
      ? null
      : `its ${tool} is of another version: ${JSON.stringify(answer)} beside go ${go.version}`;
  });
  return (await Promise.all(problems)).find((problem) => problem !== null) ?? null;
}

type Answer = { kind: 'answered'; stdout: string } | { kind: 'failed'; seen: string };

async function run(file: string, args: readonly string[], env: Environment): Promise<Answer> {
  const result = await runCommand({
    file,
    args,
    env: downloadEnvironment(env),
    timeoutMs: toolTimeoutMs,
    maxOutputBytes: 64 << 10,
  });
  switch (result.kind) {
    case 'exited':
      return result.code === 0
        ? { kind: 'answered', stdout: result.stdout }
        : { kind: 'failed', seen: `exit code ${result.code}${said(result.stderr)}` };
    case 'signalled':
      return { kind: 'failed', seen: `ended by ${result.signal}${said(result.stderr)}` };
    case 'not-started':
      return { kind: 'failed', seen: notStarted[result.reason] ?? result.reason };
    case 'timed-out':
    case 'aborted':
      return { kind: 'failed', seen: `no answer within ${toolTimeoutMs / 1000} s` };
    default:
      return unreachable(result);
  }
}

const notStarted: Readonly<Record<string, string>> = {
  ENOENT: 'it is missing',
  EACCES: 'it may not be executed',
  ENOEXEC: 'it is not a program for this machine, or it is damaged',
};

const said = (stderr: string): string => (firstLine(stderr) === '' ? '' : `, ${firstLine(stderr)}`);
const unsound = (seen: string): CheckResult => ({ kind: 'unsound', seen });
