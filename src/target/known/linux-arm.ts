import { crossLinux } from '../qemu-user.js';

export const linuxArm = crossLinux({
  goarch: 'arm',
  triplet: 'arm-linux-gnueabihf',
  debian: 'armhf',
  // The compiler's own floating point: Go would else choose by the machine that builds.
  environment: { GOARM: '7' },
});
