import { z } from 'zod';
import { homeFolder } from '../../src/host/files/paths.js';
import { cli } from './cli.js';

const replySchema = z.object({ installations: z.array(z.object({ goroot: z.string() })) });

/** The GOROOT of a release, wherever it is on this machine; fetched when it is not. */
export async function gorootOf(release: string): Promise<string> {
  const { stdout, stderr, exitCode } = await cli(['toolchain', 'install', release, '--format', 'json']);
  if (exitCode !== 0) throw new Error(`no ${release}: ${stderr}`);
  const [installation] = replySchema.parse(JSON.parse(stdout)).installations;
  return (installation?.goroot ?? '').replace(/^~/, homeFolder());
}
