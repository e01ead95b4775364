import type { EventSink } from '../model/event.js';
import { ReproError } from '../model/errors.js';
import { resolveSpecs } from './resolve-specs.js';

/** The releases that SPECs name. Throws ReproError `usage` for a path or `local`, which are no releases. */
export function resolveReleases(specs: readonly string[], onEvent: EventSink): string[] {
  return resolveSpecs(specs, {}, onEvent).map((subject) => {
    if (subject.kind === 'release') return subject.release;
    throw new ReproError('usage', `${subject.text} is no release`, {
      hint: 'Name releases, lines or ranges: 1.23.0, 1.23, 1.23.x, ">=1.22 <1.24".',
    });
  });
}
