/** Tells if the checksum database vouches for the very files of a toolchain. */
import path from 'node:path';
import type { ToolchainOrigin } from '../../model/toolchain.js';
import { installName, moduleVersion, toolchainModule, type ToolchainContext } from '../context.js';
import { recall, remember, type SoundToolchain } from '../find/known.js';
import { readMarker } from './marker.js';
import { hashTree } from './tree-hash.js';
import { vouchedSum } from './vouching.js';

export type Verification =
  /** Every file is as the checksum database has it. */
  | { readonly kind: 'verified'; readonly sum: string }
  /** Unchanged since its installation, but no checksum database was asked (GOPROXY=file://…). */
  | { readonly kind: 'unchanged'; readonly sum: string }
  | { readonly kind: 'changed'; readonly expected: string; readonly found: string }
  /** There is nothing to compare with: only module downloads have a sum. */
  | { readonly kind: 'no-sum' };

export interface Verifiable {
  readonly goroot: string;
  readonly origin: ToolchainOrigin;
  readonly release: string;
}

/** Reads and hashes every file: 1–3 s for a toolchain. */
export async function verifyToolchain(
  toolchain: Verifiable,
  context: ToolchainContext,
): Promise<Verification> {
  const expected = await expectedSum(toolchain, context);
  if (expected === null) return { kind: 'no-sum' };
  const name = installName(toolchain.release, context.platform);
  const found = await hashTree(toolchain.goroot, `${toolchainModule}@${moduleVersion(name)}`, context.signal);
  if (found !== expected.sum) return { kind: 'changed', expected: expected.sum, found };
  return { kind: expected.vouched ? 'verified' : 'unchanged', sum: found };
}

/** Does the same as yes or no, remembered until the toolchain's decisive files change. */
export async function isVerified(
  toolchain: Verifiable,
  facts: SoundToolchain,
  context: ToolchainContext,
): Promise<boolean> {
  const expected = await expectedSum(toolchain, context);
  if (expected?.vouched !== true) return false;
  const known = await recall(toolchain.goroot, context.paths);
  if (known?.intact !== undefined) return known.intact;
  if (!context.hashFiles) return false;
  const { kind } = await verifyToolchain(toolchain, context);
  await remember(toolchain.goroot, { facts, intact: kind === 'verified' }, context.paths);
  return kind === 'verified';
}

async function expectedSum(
  { goroot, origin, release }: Verifiable,
  context: ToolchainContext,
): Promise<{ readonly sum: string; readonly vouched: boolean } | null> {
  const name = installName(release, context.platform);
  if (origin === 'download') {
    const marker = await readMarker(context.paths, name);
    return marker === null || marker.sum === null ? null : { sum: marker.sum, vouched: marker.vouched };
  }
  if (origin !== 'module-cache') return null;
  // GOMODCACHE/golang.org/toolchain@…
  const sum = await vouchedSum(path.dirname(path.dirname(goroot)), name);
  return sum === null ? null : { sum, vouched: true };
}
