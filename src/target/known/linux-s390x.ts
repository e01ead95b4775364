import { crossLinux } from '../qemu-user.js';

/** The one big-endian target. */
export const linuxS390x = crossLinux({ goarch: 's390x', triplet: 's390x-linux-gnu', debian: 's390x' });
