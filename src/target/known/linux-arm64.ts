import { crossLinux } from '../qemu-user.js';

export const linuxArm64 = crossLinux({
  goarch: 'arm64',
  triplet: 'aarch64-linux-gnu',
  debian: 'arm64',
  forms: ['buildmode=c-shared', 'buildmode=c-shared,load=linked', 'buildmode=c-archive'],
});
