import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from './package-root.js';

/** Reads name and version from the package's own manifest. */
export function readTool(): { name: string; version: string } {
  const manifest: unknown = JSON.parse(readFileSync(path.join(packageRoot, 'package.json'), 'utf8'));
  return { name: textOf(manifest, 'name'), version: textOf(manifest, 'version') };
}

/** Parsed by hand, because a schema library takes longer to load than everything else that a short command needs. */
function textOf(manifest: unknown, key: 'name' | 'version'): string {
  const value: unknown = Object.entries(Object(manifest)).find(([name]) => name === key)?.[1];
  return typeof value === 'string' ? value : 'unknown';
}
