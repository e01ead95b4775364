import { crossLinux } from '../qemu-user.js';

/** Distributions have its compiler since Debian 13. */
export const linuxLoong64 = crossLinux({
  goarch: 'loong64',
  triplet: 'loongarch64-linux-gnu',
  debian: 'loong64',
});
