#!/usr/bin/env node
// In a clone this makes itself ready first; an installed package has nothing to set up. CommonJS, as the package.json beside
// it says: Node starts sooner when it loads no ES module.
'use strict';
require('./check-node.js').refuseOldNode(false);
const { existsSync } = require('node:fs');
const nodeModule = require('node:module');
const path = require('node:path');

// From Node 22 on: what was compiled at the last start need not be compiled again.
if ('enableCompileCache' in nodeModule && typeof nodeModule.enableCompileCache === 'function')
  nodeModule.enableCompileCache();
void start();

async function start() {
  const command = await findCommand();
  await loaded(command).main();
}

/** To git bisect, the usual exit code of a file that cannot be loaded would be a verdict about the commit. */
function loaded(/** @type {string} */ command) {
  try {
    return require(command);
  } catch (error) {
    if (process.argv[2] === 'bisect-step') process.exitCode = 128;
    throw error;
  }
}

async function findCommand() {
  if (!existsSync(path.join(__dirname, '..', 'scripts', 'setup.js')))
    return path.join(__dirname, '..', 'dist', 'bundle', 'cli.cjs');
  const { setUpCommand } = await import('../scripts/setup.js');
  return setUpCommand();
}
