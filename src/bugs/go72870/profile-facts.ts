/**
 * The facts that the probes need from a CPU profile. The format is pprof's
 * (https://github.com/google/pprof/blob/main/proto/profile.proto); a library parses it.
 */
import { gunzipSync } from 'node:zlib';
import { Profile } from 'pprof-format';
import type { Stack } from '../../model/report.js';
import type { TrialFacts } from '../../oracle/probe.js';

export interface ProfileFacts {
  /** The number of all samples. */
  readonly samples: number;
  /** Samples of main.attributionSpin, by their caller. */
  readonly spin: { readonly externalCode: number; readonly cgocallback: number; readonly other: number };
  /**
   * Samples taken exactly at a return address that other samples show as a caller with functions inlined into it. Each
   * would have made an affected runtime panic, if it had counted the sample: the profile builder would have cut three
   * or more entries off a stack of two.
   */
  readonly exposures: number;
  /** Stacks with main.attributionSpin, equal ones counted together, the most frequent first. */
  readonly spinStacks: readonly Stack[];
}

const maxProfileBytes = 32 << 20;
/** A misflagged stack has two entries; a cached location must be longer to be fatal. */
const fatalInlineDepth = 3;

/** The facts of a trial's profiles, in order; invalid profiles are left out. */
export const readProfiles = ({ profiles }: TrialFacts): ProfileFacts[] =>
  profiles.flatMap((bytes) => readProfile(bytes) ?? []);

/** Returns null if the bytes are not a profile. */
export function readProfile(bytes: Uint8Array): ProfileFacts | null {
  try {
    const profile = Profile.decode(gunzipSync(bytes, { maxOutputLength: maxProfileBytes }));
    return factsOf(profile);
  } catch {
    return null;
  }
}

function factsOf(profile: Profile): ProfileFacts {
  const { strings } = profile.stringTable;
  const functionNames = new Map(profile.function.map((f) => [Number(f.id), strings[Number(f.name)] ?? '']));
  const locations = new Map(
    profile.location.map((l) => [
      Number(l.id),
      {
        address: BigInt(l.address),
        functions: l.line.map((line) => functionNames.get(Number(line.functionId)) ?? ''),
      },
    ]),
  );

  // runtime.CallersFrames gives a caller the address before its return address, a leaf its own (runtime/symtab.go).
  const fatalReturnAddresses = new Set<bigint>();
  const stacks = profile.sample.map((sample) => ({
    count: Number(sample.value[0] ?? 0),
    stack: sample.locationId.flatMap((id) => locations.get(Number(id)) ?? []),
  }));
  for (const { stack } of stacks) {
    for (const { address, functions } of stack.slice(1)) {
      if (functions.length >= fatalInlineDepth) fatalReturnAddresses.add(address + 1n);
    }
  }

  const spinStacks = new Map<string, Stack>();
  let samples = 0;
  let exposures = 0;
  const spin = { externalCode: 0, cgocallback: 0, other: 0 };
  for (const { count, stack } of stacks) {
    samples += count;
    const leaf = stack[0];
    if (leaf !== undefined && fatalReturnAddresses.has(leaf.address)) exposures += count;
    const frames = stack.flatMap(({ functions }) => functions).toReversed();
    const names = new Set(frames);
    if (!names.has('main.attributionSpin')) continue;
    const key = frames.join('\n');
    spinStacks.set(key, { frames, samples: count + (spinStacks.get(key)?.samples ?? 0) });
    if (names.has('runtime._ExternalCode')) spin.externalCode += count;
    else if (names.has('runtime.cgocallback') || names.has('runtime.cgocallbackg')) spin.cgocallback += count;
    else spin.other += count;
  }
  return {
    samples,
    spin,
    exposures,
    spinStacks: [...spinStacks.values()].toSorted((a, b) => b.samples - a.samples),
  };
}
