import { goCommandsOnPath, readGoSettings } from '../../toolchain/find/go-command.js';
import { parseGoProxy } from '../../toolchain/fetch/goproxy.js';
import type { Session } from '../session.js';
import { askProxy } from '../../toolchain/fetch/served-versions.js';
import { fine, problem, warning, type Check, type Detail } from './check.js';

/** Whoever waits longer for a list of a few thousand bytes also waits for 60 MB of a toolchain. */
const askTimeoutMs = 5_000;

/** The module proxy, asked by the go command with the user's own settings. */
export const networkCheck: Check = {
  name: 'Network',
  look: async (context) => {
    const [go] = await goCommandsOnPath(context.env);
    if (go === undefined) return [warning('not asked: there is no go command on PATH', null)];
    const settings = await readGoSettings(go, context.env);
    return [
      await askedProxy(context, settings['GOPROXY'] ?? ''),
      checksumDatabase(settings['GOSUMDB'] ?? ''),
    ];
  },
};

async function askedProxy(context: Session, goproxy: string): Promise<Detail> {
  const through = `GOPROXY (${proxyHosts(goproxy)})${httpProxy(context.env)}`;
  if (context.offline) return warning(`not asked: --offline; would go through ${through}`, null);
  if (parseGoProxy(goproxy)[0]?.kind === 'off') {
    return warning(
      'GOPROXY=off: only what is on this machine can be used',
      'To fetch releases: go env -u GOPROXY',
    );
  }
  const started = context.clock.monotonicMs();
  const answer = await askProxy(context, askTimeoutMs);
  const tookMs = Math.round(context.clock.monotonicMs() - started);
  if (answer.kind !== 'unknown') {
    return fine(`the module proxy answers in ${tookMs} ms through ${through}`);
  }
  return problem(
    `no answer through ${through}: ${answer.reason}`,
    'Check the connection, GOPROXY (go env GOPROXY) and HTTPS_PROXY; or work with --offline.',
  );
}

function checksumDatabase(gosumdb: string): Detail {
  const found =
    gosumdb === 'off'
      ? warning('off: the go command refuses toolchains then', 'go env -u GOSUMDB')
      : fine('on');
  return { ...found, check: 'Checksum database' };
}

/** The hosts of the proxies, and no more: a setting may carry a password. */
function proxyHosts(goproxy: string): string {
  const names = parseGoProxy(goproxy).map((entry) =>
    entry.kind === 'proxy' ? new URL(entry.address).host || 'a folder' : entry.kind,
  );
  return names.length === 0 ? 'not set' : names.join(', ');
}

function httpProxy(env: Session['env']): string {
  const name = ['HTTPS_PROXY', 'https_proxy'].find((candidate) => (env[candidate] ?? '') !== '');
  if (name === undefined) return '';
  const value = env[name] ?? '';
  const address = value.includes('://') ? value : `http://${value}`;
  return ` and ${name} (${URL.canParse(address) ? new URL(address).host : 'not an address'})`;
}
