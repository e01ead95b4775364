import { crossLinux } from '../qemu-user.js';

export const linuxMips64le = crossLinux({
  goarch: 'mips64le',
  triplet: 'mips64el-linux-gnuabi64',
  debian: 'mips64el',
});
