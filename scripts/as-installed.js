/**
 * What an installed package starts, for measurements: a clone's bin looks for changed sources first. The bundle holds all
 * it needs, so that a copy of the published files is an installation.
 */
import { cpSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ownRoot = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/**
 * @param {string} folder to be filled
 * @param {string} [root] of the checkout that is copied
 * @returns {string} the command to start with Node
 */
export function copyAsInstalled(folder, root = ownRoot) {
  /** @type {{files: string[]}} */
  const { files } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  for (const file of ['package.json', ...files]) {
    const from = path.join(root, file);
    if (existsSync(from)) cpSync(from, path.join(folder, file), { recursive: true });
  }
  return path.join(folder, 'bin', 'cgoprof-repro.js');
}
