import { shortenHome } from '../../text/shorten-home.js';
import { discoverToolchains } from '../../toolchain/find/discover.js';
import { findDownloader } from '../../toolchain/fetch/downloader.js';
import { goCommandsOnPath } from '../../toolchain/find/go-command.js';
import { fine, warning, type Check } from './check.js';

/** A Go from 1.21 on, which fetches the toolchains. */
export const goCheck: Check = {
  name: 'Go',
  look: async (context) => {
    const candidates = await discoverToolchains(context);
    const file = await findDownloader(context, candidates);
    const where = `${shortenHome(file, context.home)}; ${candidates.length} toolchains on this machine`;
    const [onPath] = await goCommandsOnPath(context.env);
    return [onPath === undefined ? warning(`none on PATH; downloads use ${where}`, null) : fine(where)];
  },
};
