/** CPU profiles as the fixture would write them, with the samples that a test wants. */
import { gzipSync } from 'node:zlib';
import { Function, Line, Location, Profile, Sample, StringTable } from 'pprof-format';
import type { ProfileFacts } from '../../src/bugs/go72870/profile-facts.js';

interface Wanted {
  readonly spin?: Partial<ProfileFacts['spin']>;
  readonly exposures?: number;
}

/** A profile whose facts are those that are wanted, packed. */
export function cpuProfile({ spin = {}, exposures = 0 }: Wanted): Uint8Array {
  const stringTable = new StringTable();
  const functions: Function[] = [];
  const locations: Location[] = [];
  const functionId = (name: string): number => {
    const id = functions.length + 1;
    functions.push(new Function({ id, name: stringTable.dedup(name) }));
    return id;
  };
  const location = (address: number, ...names: readonly string[]): number => {
    const id = locations.length + 1;
    const line = names.map((name) => new Line({ functionId: functionId(name) }));
    locations.push(new Location({ id, address, line }));
    return id;
  };
  const sample = (count: number | undefined, ...locationId: readonly number[]): Sample[] =>
    count === undefined || count === 0 ? [] : [new Sample({ value: [count], locationId: [...locationId] })];

  const spinning = location(0x100, 'main.attributionSpin');
  // A caller stands at the address before its return address; three functions inlined into it make it fatal.
  const caller = location(0x1ff, 'main.a', 'main.b', 'main.c');
  const returned = location(0x200, 'main.c');
  const profile = new Profile({
    stringTable,
    sample: [
      ...sample(spin.externalCode, spinning, location(0x300, 'runtime._ExternalCode')),
      ...sample(spin.cgocallback, spinning, location(0x400, 'runtime.cgocallback')),
      ...sample(spin.other, spinning),
      ...sample(1, location(0x500, 'main.leaf'), caller),
      ...sample(exposures, returned),
    ],
    location: locations,
    function: functions,
  });
  return gzipSync(profile.encode());
}
