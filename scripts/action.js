/**
 * What action.yml runs: `gate` on the action’s inputs, with annotations and a step summary for GitHub, a report file, and
 * the outputs. Only Node’s own modules: the command sets itself up.
 */
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync } from 'node:fs';
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
/** Findings of subjects that cannot be read, or of nothing to judge in them. */
const notLookedAt = new Set(['unread-file', 'nothing-found', 'undecided-toolchain']);

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

const recursive = ['true', 'false'].find((value) => value === (env['GATE_RECURSIVE'] || 'false'));
if (recursive === undefined) refuse('recursive must be true or false');

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
    ...(recursive === 'true' ? ['--recursive'] : []),
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
process.exitCode = existsSync(data) && existsSync(report) ? conclude(status) : status;

/**
 * Sets the outputs from the report.
 * @param {number} status of the command @returns {number} the action's exit code
 */
function conclude(status) {
  /** @type {{verdict: string, cells: {finding?: string, skipped?: object}[]}} */
  const { verdict, cells } = JSON.parse(readFileSync(data, 'utf8'));
  if (env['GITHUB_OUTPUT']) appendFileSync(env['GITHUB_OUTPUT'], `verdict=${verdict}\nreport=${report}\n`);
  if (status !== undecided || failOn !== 'affected') return status;
  // A typing error in the inputs must not look like a passed gate; its annotation says what it is.
  if (cells.some(({ finding = '', skipped }) => skipped !== undefined && notLookedAt.has(finding)))
    return status;
  console.log(
    '::warning title=cgoprof-repro::something could not be decided; fail-on: affected lets that pass',
  );
  return 0;
}
