import { chooseTarget } from '../../src/target/choose-target.js';

/** The target of a usual machine. */
export const usualTarget = chooseTarget({}, { goos: 'linux', goarch: 'amd64', libc: 'glibc' });
