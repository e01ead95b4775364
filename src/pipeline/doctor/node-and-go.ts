/** Checks the versions of the programs that the tool stands on. */
import { nodeVersion } from '../../host/system.js';
import { shortenHome } from '../../text/shorten-home.js';
import { discoverToolchains } from '../../toolchain/find/discover.js';
import { findDownloader } from '../../toolchain/fetch/downloader.js';
import { goCommandsOnPath } from '../../toolchain/find/go-command.js';
import { fine, problem, warning, type Check } from './check.js';

/** The value of `engines` in package.json. */
const oldestNode = 20;

export const nodeCheck: Check = {
  name: 'Node',
  look: () => {
    const version = nodeVersion();
    const major = Number(version.split('.', 1)[0]);
    return Promise.resolve([
      major >= oldestNode
        ? fine(version)
        : problem(`${version} is too old`, `Install Node ${oldestNode} or newer.`),
    ]);
  },
};

/** A Go from 1.21 on, which fetches the toolchains. */
export const goCheck: Check = {
  name: 'Go',
  look: async (context) => {
    const candidates = await discoverToolchains(context);
    const file = await findDownloader(context, candidates);
    const count = candidates.length;
    const where = `${shortenHome(file, context.home)}; ${count} ${count === 1 ? 'toolchain' : 'toolchains'} on this machine`;
    const [onPath] = await goCommandsOnPath(context.env);
    return [onPath === undefined ? warning(`none on PATH; downloads use ${where}`, null) : fine(where)];
  },
};
