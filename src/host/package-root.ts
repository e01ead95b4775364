import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The installed package's folder: the same distance up from src/host and from dist/host. */
export const packageRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
