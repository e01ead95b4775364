/**
 * What action.yml runs: `gate` on the action’s inputs, with annotations and a step summary for GitHub, a report file, and
 * the outputs. Only Node’s own modules: the command sets itself up.
 */
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const extensions = {
  json: 'json',
  sarif: 'sarif',
  junit: 'xml',
  gitlab: 'json',
  markdown: 'md',
  html: 'html',
  text: 'txt',
};
const undecided = 4;
/** Exit codes of the command that come with a verdict, and so with a report. */
const verdictCodes = [0, 3, undecided];

const env = process.env;
/** @param {string | undefined} text */
const linesOf = (text = '') =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** @param {string} message @param {number} exitCode @returns {never} */
function refuse(message, exitCode = 2) {
  console.log(`::error title=cgoprof-repro::${message}`);
  process.exit(exitCode);
}

const format = Object.keys(extensions).find((name) => name === (env['GATE_FORMAT'] || 'json'));
const failOn = ['affected', 'inconclusive'].find((name) => name === (env['GATE_FAIL_ON'] || 'affected'));
if (format === undefined) refuse(`format must be one of ${Object.keys(extensions).join(', ')}`);
if (failOn === undefined) refuse('fail-on must be affected or inconclusive');

const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 20) refuse('Node 20 or newer is needed: run actions/setup-node before this action');

const subjects = [...linesOf(env['GATE_GO']), ...linesOf(env['GATE_PATH']), ...linesOf(env['GATE_BINARY'])];
const folder = mkdtempSync(path.join(env['RUNNER_TEMP'] || os.tmpdir(), 'cgoprof-repro-'));
const data = path.join(folder, 'report.json');
const report = path.join(folder, `gate.${Object.entries(extensions).find(([name]) => name === format)?.[1]}`);

const command = fileURLToPath(new URL('../bin/cgoprof-repro.js', import.meta.url));
const { status, signal, error } = spawnSync(
  process.execPath,
  [
    command,
    'gate',
    '--format',
    'github',
    '-o',
    `json=${data}`,
    '-o',
    `${format}=${report}`,
    ...(failOn === 'inconclusive' ? ['--fail-on', 'inconclusive'] : []),
    '--',
    ...subjects,
  ],
  { stdio: ['ignore', 'inherit', 'inherit'] },
);

if (status === null) {
  const why = error?.message ?? `it was killed (${signal})`;
  const cause = signal === 'SIGKILL' ? '; out of memory, most likely' : '';
  refuse(`gate did not come to its end: ${why}${cause}. Nothing is known of what it was to judge.`, 1);
}
if (env['GITHUB_OUTPUT'] && verdictCodes.includes(status)) {
  const { verdict } = JSON.parse(readFileSync(data, 'utf8'));
  appendFileSync(env['GITHUB_OUTPUT'], `verdict=${verdict}\nreport=${report}\n`);
}
if (status === undecided && failOn === 'affected')
  console.log(
    '::warning title=cgoprof-repro::something could not be decided; fail-on: affected lets that pass',
  );
process.exitCode = status === undecided && failOn === 'affected' ? 0 : status;
