#!/usr/bin/env node
// In a clone this sets itself up first; an installed package has nothing to set up.
import { existsSync } from 'node:fs';
import module from 'node:module';

// From Node 22 on: what was compiled at the last start need not be compiled again.
if ('enableCompileCache' in module && typeof module.enableCompileCache === 'function')
  module.enableCompileCache();
if (existsSync(new URL('../scripts/setup.js', import.meta.url))) {
  const { setUp } = await import('../scripts/setup.js');
  await setUp();
}
// A URL, not a literal: the file exists only after the build, which type checkers must not need.
await import(new URL('../dist/bundle/cli.js', import.meta.url).href);
