/**
 * The size of a toolchain's zip on the proxy, for the progress of its download: one byte of it is asked for, and the
 * answer names the size. Nothing depends on it. Where the proxy does not tell, the download has no known end.
 */
import { systemChance } from '../../host/chance.js';
import { createHttpClient } from '../../host/net/http.js';
import { readNetrc } from '../../host/net/netrc.js';
import { readTool } from '../../host/tool.js';
import { moduleVersion, toolchainModule, type ToolchainContext } from '../context.js';
import { readGoSettings } from '../find/go-command.js';
import { parseGoProxy } from './goproxy.js';
import { createRangeReader } from './range-reader.js';

/** Later than that, the download is half over. */
const timeoutMs = 10_000;

/** @param name such as `go1.23.0.linux-amd64`; returns null if it cannot be told */
export async function zipSize(
  name: string,
  goBinary: string,
  { clock, env, home }: ToolchainContext,
  signal: AbortSignal,
): Promise<number | null> {
  const settings = await readGoSettings(goBinary, env);
  const netrc = await readNetrc(settings['GOAUTH'] ?? '', env, home);
  const options = { environment: env, userAgent: readTool().name, attempts: 1, timeoutMs };
  const http = createHttpClient({ clock, random: systemChance, ...options });
  try {
    for (const entry of parseGoProxy(settings['GOPROXY'] ?? '')) {
      if (entry.kind !== 'proxy') return null;
      const url = `${entry.address}/${toolchainModule}/@v/${moduleVersion(name)}.zip`;
      const answer = await createRangeReader(url, { http, netrc, signal }).read({ last: 1 }, 1);
      if (answer.kind === 'part') return answer.totalBytes;
    }
    return null;
  } catch {
    // The download ended before.
    return null;
  } finally {
    http.close();
  }
}
