import { chooseTarget } from '../../src/target/choose-target.js';

/** The target of a usual machine. */
export const { target: usualTarget } = chooseTarget({}, { goos: 'linux', goarch: 'amd64', libc: 'glibc' });

/** As a question about it has it, where it works. */
export const usualAsked = { target: usualTarget, name: 'linux/amd64', obstacle: null };
