import { crossLinux } from '../qemu-user.js';

/** On machines with another processor. */
export const linuxAmd64 = crossLinux({
  goarch: 'amd64',
  triplet: 'x86_64-linux-gnu',
  debian: 'amd64',
});
