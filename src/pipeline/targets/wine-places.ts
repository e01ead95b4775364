import path from 'node:path';
import { packageRoot } from '../../host/package-root.js';

/** The source of the DLL that older releases of wine lack. */
export const wineSource = path.join(packageRoot, 'c-fixtures', 'wine', 'bcryptprimitives.c');

/** The folder for wine's prefixes, below that of the cache. */
export const winePrefixes = (root: string): string => path.join(root, 'wine');
