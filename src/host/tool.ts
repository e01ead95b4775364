import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { packageRoot } from './package-root.js';

const manifest = z.object({ name: z.string(), version: z.string() });

/** Name and version as the package's own manifest gives them. */
export function readTool(): { name: string; version: string } {
  return manifest.parse(JSON.parse(readFileSync(path.join(packageRoot, 'package.json'), 'utf8')));
}
