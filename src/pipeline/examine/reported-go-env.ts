import { buildEnvironment } from '../../host/environment.js';
import type { Program } from '../../model/program.js';
import type { Cell } from '../../model/report.js';
import { goEnvironment } from '../../target/build-settings.js';
import { shortenHomeIn } from '../../text/shorten-home.js';

/**
 * The part of `go env` that makes the program what it is, without asking any process: the settings that the tool gives
 * to the go command, and those that the program records of itself (`GOAMD64`). Nothing of the user's environment is in
 * it, since a build gets none of that.
 */
export function reportedGoEnv({ target, buildSettings }: Program, home: string): Cell['goEnv'] {
  const recorded = Object.entries(buildSettings).filter(([name]) => /^[A-Z][A-Z\d_]*$/.test(name));
  const given = buildEnvironment({}, goEnvironment(target, target.cc));
  return Object.entries({ ...Object.fromEntries(recorded), ...given })
    .map(([name, value]) => ({ name, value: shortenHomeIn(value, home) }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
