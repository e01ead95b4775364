import { isLibrary, type Target } from '../model/target.js';
import { joinGoWords } from '../text/go-words.js';

/** Names the target in a few words that no other target shares; the free text comes last. */
export function targetKey(target: Target): string {
  const { goos, goarch, libc, buildmode, race, cc, runner } = target;
  const variant = variantOf(target);
  return [
    `${goos}/${goarch}/${libc}`,
    buildmode,
    ...(race ? ['race'] : []),
    ...(variant === null ? [] : [variant]),
    ...(runner === null ? [] : [`under ${joinGoWords(runner.command)}`]),
    cc,
  ].join(' ');
}

/**
 * The parts of a target that a report has no key of their own for, as `--target` takes them: `load=linked,GOARM=7`. Null
 * if they are the usual ones.
 */
export function variantOf({
  buildmode,
  load,
  thread,
  isStatic,
  environment,
  conditions,
}: Target): string | null {
  const { variables, limits, randomAddresses } = conditions;
  const parts = [
    ...(isLibrary(buildmode) && load !== null ? [`load=${load}`] : []),
    ...(thread === 'main' ? ['thread=main'] : []),
    ...(isStatic ? ['static'] : []),
    ...Object.entries(environment).map(([name, value]) => `${name}=${value}`),
    ...Object.entries(variables).map(
      ([name, value]) => `${name === 'GODEBUG' ? name : `env.${name}`}=${value}`,
    ),
    ...Object.entries(limits).map(([name, value]) => `ulimit.${name}=${value}`),
    ...(randomAddresses ? [] : ['aslr=off']),
  ];
  return parts.length === 0 ? null : parts.join(',');
}
