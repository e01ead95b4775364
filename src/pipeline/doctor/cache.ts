import { randomUUID } from 'node:crypto';
import { rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { directorySizeBytes, writeFileAtomic } from '../../host/files.js';
import { shortenHome } from '../../host/paths.js';
import { ReproError } from '../../model/errors.js';
import { fine, problem, warning, type Check } from './check.js';

/** A toolchain takes about 350 MB while it is unpacked, its build cache 100 MB. */
const oneReleaseBytes = 500e6;
const comfortableBytes = 2e9;

export const cacheCheck: Check = {
  name: 'Cache folder',
  look: async ({ paths }) => {
    const where = shortenHome(paths.root);
    const trial = path.join(paths.root, `.doctor-${randomUUID()}`);
    try {
      await writeFileAtomic(trial, '');
      await rm(trial, { force: true });
    } catch (error) {
      if (!(error instanceof ReproError)) throw error;
      return [problem(error.message, error.hint ?? 'Choose another with --cache-dir DIR.')];
    }
    const { bavail, bsize } = await statfs(paths.root);
    const free = bavail * bsize;
    const detail = `${where}: writable, ${megabytes(await directorySizeBytes(paths.root))} used, ${megabytes(free)} free`;
    const hint = 'Run `cgoprof-repro toolchain prune --keep-last 2`, or choose another with --cache-dir DIR.';
    if (free < oneReleaseBytes) return [problem(`${detail}: too little for one release`, hint)];
    return [free < comfortableBytes ? warning(`${detail}: enough for few releases`, hint) : fine(detail)];
  },
};

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
