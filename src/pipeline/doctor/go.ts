import { ReproError } from '../../model/errors.js';
import { shortenHome } from '../../text/shorten-home.js';
import { discoverToolchains } from '../../toolchain/find/discover.js';
import { findDownloader } from '../../toolchain/fetch/downloader.js';
import { goCommandsOnPath } from '../../toolchain/find/go-command.js';
import { fine, problem, warning, type Check } from './check.js';

/** A Go from 1.21 on, which fetches the toolchains. */
export const goCheck: Check = {
  name: 'Go',
  look: async (context) => {
    const candidates = await discoverToolchains(context);
    try {
      const file = await findDownloader(context, candidates);
      const where = `${shortenHome(file, context.home)}; ${candidates.length} toolchains on this machine`;
      const [onPath] = await goCommandsOnPath(context.env);
      if (onPath === undefined) return [warning(`none on PATH; downloads use ${where}`, null)];
      return [fine(where)];
    } catch (error) {
      if (error instanceof ReproError) return [problem(error.message, error.hint ?? 'Install Go.')];
      throw error;
    }
  },
};
