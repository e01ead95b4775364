import { resolveReleases } from '../pipeline/resolve-specs.js';
import { runScan } from '../pipeline/scan/run-scan.js';
import type { ScanOptions } from './options.js';
import type { ReadyRequest } from './ready-request.js';

export function requestScan(options: ScanOptions): ReadyRequest {
  return {
    hashFiles: false,
    carryOut: async (session) =>
      runScan(await resolveReleases(options.go ?? ['all'], options, session), session),
  };
}
