/**
 * The spinning function's stacks as `--probes attribution` read them on linux/amd64: an affected toolchain often crashes
 * before a profile of its own can be shown.
 */
import type { RecordedProfile } from '../bug.js';

const callback = [
  'runtime.cgocallback',
  'runtime.cgocallbackg',
  'runtime.cgocallbackg1',
  '_cgoexp_479314a76e66_cgoprofCallback',
  'main.cgoprofCallback',
  'main.(*round).callback',
  'main.profiledRound.func1.2',
  'main.probeAttribution.func2',
  'main.attributionSpin',
];

export const recordedProfiles: readonly RecordedProfile[] = [
  {
    release: 'go1.23.0',
    verdict: 'affected',
    probe: 'attribution',
    stacks: [{ frames: ['runtime._ExternalCode', 'main.attributionSpin'], samples: 37 }],
  },
  {
    release: 'go1.23.8',
    verdict: 'fixed',
    probe: 'attribution',
    stacks: [
      { frames: callback, samples: 40 },
      { frames: [...callback, 'runtime.asyncPreempt'], samples: 14 },
    ],
  },
];
