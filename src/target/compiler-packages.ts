/** Where C compilers come from that are no target's own. */
import type { KnownTarget } from './known-target.js';

export interface CompilerSource {
  readonly packages: KnownTarget['packages'];
  /** Where a system has no package of it. */
  readonly elsewhere: string;
}

/** By the first word of their command. */
export const compilerSources: Readonly<Record<string, CompilerSource>> = {
  clang: {
    packages: { debian: ['clang'], fedora: ['clang'], alpine: ['clang'], brew: ['llvm'] },
    elsewhere: 'install clang, https://releases.llvm.org',
  },
  zig: {
    packages: { fedora: ['zig'], alpine: ['zig'], brew: ['zig'] },
    elsewhere: 'put zig on PATH, from https://ziglang.org/download or `pip install ziglang`',
  },
};
