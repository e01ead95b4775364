import { execFileSync } from 'node:child_process';
import path from 'node:path';

/** The tests drive the real bin, so what it runs must be what the sources say. */
export default function setUp(): void {
  execFileSync(process.execPath, [path.resolve('scripts/setup.js')], { stdio: 'inherit' });
}
