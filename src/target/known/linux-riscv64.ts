import { crossLinux } from '../qemu-user.js';

export const linuxRiscv64 = crossLinux({
  goarch: 'riscv64',
  triplet: 'riscv64-linux-gnu',
  debian: 'riscv64',
});
