import { theBug } from '../bugs/table.js';
import { systemClock } from '../host/clock.js';
import { currentEnvironment } from '../host/environment.js';
import { cachePaths, homeFolder } from '../host/files/paths.js';
import { makePrivate } from '../host/files/private-folders.js';
import { hostPlatform } from '../host/system.js';
import type { Session } from '../pipeline/session.js';
import { sizeLimit } from './byte-size.js';
import type { SessionOptions } from './options.js';

/** Makes the session in which a request is carried out: the real environment and clock, and the folders of the cache. */
export async function openSession(
  options: SessionOptions,
  given: Pick<Session, 'command' | 'hashFiles' | 'signal' | 'onEvent'>,
): Promise<Session> {
  const env = currentEnvironment();
  const paths = cachePaths(options.cacheDir, env);
  const { toolchains, builds, verdicts, reports, downloads } = paths;
  const session: Session = {
    bug: await theBug.load(),
    env,
    home: homeFolder(),
    paths,
    platform: hostPlatform(),
    clock: systemClock,
    offline: options.offline ?? false,
    maxCacheBytes: options.maxCacheSize ?? sizeLimit(env),
    ...given,
  };
  await makePrivate([toolchains, builds, verdicts, reports, downloads]);
  return session;
}
