import { fine, problem, type Check } from './check.js';

/** package.json, engines. */
const oldestNode = 20;

export const nodeCheck: Check = {
  name: 'Node',
  look: () => {
    const major = Number(process.versions.node.split('.', 1)[0]);
    return Promise.resolve([
      major >= oldestNode
        ? fine(process.version)
        : problem(`${process.version} is too old`, `Install Node ${oldestNode} or newer.`),
    ]);
  },
};
