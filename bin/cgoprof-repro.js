#!/usr/bin/env node
// In a clone this sets itself up first; an installed package has nothing to set up.
import { existsSync } from 'node:fs';

if (existsSync(new URL('../scripts/setup.js', import.meta.url))) {
  const { setUp } = await import('../scripts/setup.js');
  setUp();
}
// A URL, not a literal: the file exists only after the build, which type checkers must not need.
await import(new URL('../dist/cli.js', import.meta.url).href);
