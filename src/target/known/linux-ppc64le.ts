import { crossLinux } from '../qemu-user.js';

export const linuxPpc64le = crossLinux({
  goarch: 'ppc64le',
  triplet: 'powerpc64le-linux-gnu',
  debian: 'ppc64el',
});
