import { Buffer } from 'node:buffer';
import { expect, it } from 'vitest';
import { gateFolder, type FolderGate } from '../../../helpers/folder-gate.js';
import { randomFrom } from '../../../helpers/random.js';
import { toldOpen } from '../../../helpers/stated-forms.js';
import { stateAside, stateSomewhere, type Stated } from '../../../helpers/state-somewhere.js';

/** More by hand: `SEEDS=100000 npx vitest run --project unit test/unit/pins/mentions/anywhere.test.ts`. */
const seeds = Number(process.env['SEEDS'] ?? '2400');
const first = Number(process.env['FIRST_SEED'] ?? '1');

const shown = (seed: number, { place, bytes }: Stated): string =>
  JSON.stringify({ seed, place, text: Buffer.from(bytes).toString('utf8').slice(-400) });

it(
  'a statement of an affected release, in any file that is searched, is never passed',
  async () => {
    const passed: string[] = [];
    for (let seed = first; seed < first + seeds; seed += 1) {
      const stated = stateSomewhere(randomFrom(seed));
      const { exitCode } = await gateFolder({ [stated.place]: stated.bytes });
      if (exitCode !== 3 && exitCode !== 4) passed.push(shown(seed, stated));
      if (passed.length >= 200) break;
    }
    expect(passed).toStrictEqual([]);
  },
  600_000 + 100 * seeds,
);

/** Whether the report names the file as one that does not decide, and why; or has a row that decides all the same. */
function isNamed({ cells, passedOver }: FolderGate, { place, as }: { place: string; as: string }): boolean {
  if (toldOpen(cells).includes(place)) return true;
  if (as === 'aside')
    return cells.some(({ location, aside }) => location?.file === place && aside !== undefined);
  if (as === 'Go source') return passedOver.some(({ kind }) => kind === as);
  if (as === 'vendored')
    return passedOver.some(
      ({ kind, examples }) =>
        kind === as && examples.some((folder) => `/${place}`.includes(`/${folder.split('/').at(-1) ?? ''}/`)),
    );
  return passedOver.some(
    ({ kind, examples }) =>
      kind === `${as} that state an affected Go` && examples.some((file) => file.endsWith(`/${place}`)),
  );
}

it(
  'one in a file that is not, or that does not decide, is told as such',
  async () => {
    const untold: string[] = [];
    for (let seed = first; seed < first + seeds / 4; seed += 1) {
      const stated = stateAside(randomFrom(seed));
      const told = await gateFolder({ [stated.place]: stated.bytes });
      if (!isNamed(told, stated)) untold.push(`${stated.as} ${shown(seed, stated)}`);
      if (untold.length >= 100) break;
    }
    expect(untold).toStrictEqual([]);
  },
  600_000 + 100 * seeds,
);
