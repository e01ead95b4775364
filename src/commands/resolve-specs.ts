import type { EventSink } from '../model/event.js';
import { embeddedCatalogue, type Catalogue } from '../release/catalogue.js';
import { resolveSpec, type Subject } from '../release/resolve-spec.js';

export interface SpecChoice {
  readonly includeRc?: true | undefined;
  readonly exclude?: readonly string[] | undefined;
}

/** Every SPEC's subjects, each once; says what a SPEC resolved to. Throws the ReproError of the first bad one. */
export function resolveSpecs(
  specs: readonly string[],
  choice: SpecChoice,
  onEvent: EventSink,
  catalogue: Catalogue = embeddedCatalogue,
): Subject[] {
  const subjects = new Map<string, Subject>();
  for (const spec of specs) {
    const resolved = resolveSpec(spec, catalogue, {
      includeCandidates: choice.includeRc ?? false,
      exclude: choice.exclude ?? [],
    });
    if (!resolved.ok) throw resolved.error;
    const { subjects: found, note } = resolved.value;
    const releases = found.map((subject) => (subject.kind === 'release' ? subject.release : subject.text));
    onEvent({ type: 'spec-resolved', spec, releases, ...(note === undefined ? {} : { note }) });
    for (const [index, subject] of found.entries()) subjects.set(releases[index] ?? subject.text, subject);
  }
  return [...subjects.values()];
}
