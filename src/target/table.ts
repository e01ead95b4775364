import { darwinAmd64, darwinArm64 } from './known/darwin.js';
import { linux386 } from './known/linux-386.js';
import { linuxAmd64 } from './known/linux-amd64.js';
import { linuxAmd64Musl } from './known/linux-amd64-musl.js';
import { linuxArm } from './known/linux-arm.js';
import { linuxArm64 } from './known/linux-arm64.js';
import { linuxArm64Musl } from './known/linux-arm64-musl.js';
import { linuxLoong64 } from './known/linux-loong64.js';
import { linuxLoong64Musl } from './known/linux-loong64-musl.js';
import { linuxMips64le } from './known/linux-mips64le.js';
import { linuxPpc64le } from './known/linux-ppc64le.js';
import { linuxRiscv64 } from './known/linux-riscv64.js';
import { linuxS390x } from './known/linux-s390x.js';
import { nativeTarget } from './known/native.js';
import { windowsAmd64 } from './known/windows-amd64.js';
import type { KnownTarget, Machine } from './known-target.js';

const others: readonly KnownTarget[] = [
  linuxAmd64,
  linuxArm64,
  linuxS390x,
  linuxRiscv64,
  linux386,
  linuxArm,
  linuxPpc64le,
  linuxMips64le,
  linuxLoong64,
  linuxAmd64Musl,
  linuxArm64Musl,
  linuxLoong64Musl,
  windowsAmd64,
  darwinArm64,
  darwinAmd64,
];

/** A target with the name by which it is asked for on a machine. */
export interface NamedTarget extends KnownTarget {
  /** `linux/arm64`, or `linux/arm64,libc=musl` if the platform alone means another one. */
  readonly name: string;
}

/** Every target that this build knows: the machine itself first; of one platform, the first is meant by its name. */
export function knownTargets(machine: Machine): NamedTarget[] {
  const isMachine = ({ goos, goarch, libc }: KnownTarget): boolean =>
    goos === machine.goos && goarch === machine.goarch && libc === machine.libc;
  const all = [nativeTarget(machine), ...others.filter((known) => !isMachine(known))];
  const named = new Set<string>();
  return all.map((known) => {
    const platform = `${known.goos}/${known.goarch}`;
    const name = named.has(platform) ? `${platform},libc=${known.libc}` : platform;
    named.add(platform);
    return { ...known, name };
  });
}
