import { nodeVersion } from '../../host/system.js';
import { fine, problem, type Check } from './check.js';

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
