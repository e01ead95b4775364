import type { Target } from '../model/target.js';

/** Names the target in a few words that no other target shares; the free text comes last. */
export function targetKey({ goos, goarch, libc, buildmode, race, cc }: Target): string {
  return [`${goos}/${goarch}/${libc}`, buildmode, ...(race ? ['race'] : []), cc].join(' ');
}
