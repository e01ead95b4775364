/** A Go source checkout: finds it, and reads its version. */
import path from 'node:path';
import { isFile, readSmallFile } from '../../host/files/files.js';
import { versionOfGoroot } from '../find/go-command.js';

export interface Checkout {
  readonly root: string;
  /** First line of its VERSION file; null on the main branch, which has none. */
  readonly versionText: string | null;
  /** The line that it belongs to or works towards, `1.24`; null if that cannot be read. */
  readonly line: string | null;
}

/** The checkout that `folder` is in, or null. */
export async function findCheckout(folder: string): Promise<Checkout | null> {
  for (let root = path.resolve(folder); ; root = path.dirname(root)) {
    if (await looksLikeCheckout(root)) return readCheckout(root);
    if (path.dirname(root) === root) return null;
  }
}

/** Go's sources, of the runtime and of the compiler. */
async function looksLikeCheckout(root: string): Promise<boolean> {
  const files = ['src/runtime/cgocall.go', 'src/make.bash', 'src/internal/goversion/goversion.go'];
  return (await Promise.all(files.map((file) => isFile(path.join(root, file))))).every(Boolean);
}

async function readCheckout(root: string): Promise<Checkout> {
  const goversion = await readSmallFile(path.join(root, 'src/internal/goversion/goversion.go'), 64 << 10);
  const minor = /^const Version = (\d{1,3})$/m.exec(goversion ?? '')?.[1];
  return {
    root,
    versionText: await versionOfGoroot(root),
    line: minor === undefined ? null : `1.${minor}`,
  };
}
